package org.tokenapi.contract.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tokenapi.contract.check.Finding;
import org.tokenapi.contract.verify.CaseResult;
import org.tokenapi.contract.verify.Report;
import org.tokenapi.contract.verify.Requirement;

/** A report in the Markdown of GitHub and GitLab, for the summary of a CI job. */
final class MarkdownReport {
    /** Failed cases to list; GitHub limits the summary of a job to one megabyte. */
    private static final int MOST_CASES = 200;

    private static final int MOST_VIOLATIONS = 5;

    private MarkdownReport() {}

    static String of(RedactedReport shown) {
        Report report = shown.report();
        StringBuilder text = new StringBuilder();
        text.append("# Contract: ").append(plain(report.title())).append("\n\n");
        text.append("| cases | passed | failed | omitted | coverage | rows |\n|--:|--:|--:|--:|--:|--:|\n");
        text.append(String.format(
                Locale.ROOT,
                "| %d | %d | %d | %d | %.1f %% | %d |\n",
                report.results().size() + report.omitted().size(),
                report.results().size() - report.failures().size(),
                report.failures().size(),
                report.omitted().size(),
                report.coverage().share(),
                report.coverage().rows().size()));
        if (!report.failures().isEmpty()) {
            text.append("\n## Failures\n\n| case | problem |\n|---|---|\n");
            report.failures().stream()
                    .limit(MOST_CASES)
                    .forEach(failure -> text.append("| ")
                            .append(plain(failure.sent().name()))
                            .append(" | ")
                            .append(wrong(failure))
                            .append(" |\n"));
            int more = report.failures().size() - MOST_CASES;
            text.append(more > 0 ? "\nand " + more + " more failed cases\n" : "");
        }
        list(
                text,
                "Not proven",
                report.coverage().gaps().stream().map(Requirement::name).toList());
        if (report.client() != null) {
            list(
                    text,
                    "Not proven by the client",
                    report.client().gaps().stream().map(Requirement::name).toList());
        }
        list(
                text,
                "Not checked",
                report.unchecked().stream().map(Finding::toString).toList());
        return text.append("\nFingerprint `")
                .append(shown.fingerprint())
                .append("`\n")
                .toString();
    }

    private static String wrong(CaseResult failure) {
        List<Finding> violations = failure.violations();
        int more = violations.size() - MOST_VIOLATIONS;
        return Stream.of(
                        Stream.ofNullable(failure.problem()),
                        violations.stream().limit(MOST_VIOLATIONS).map(Finding::toString),
                        Stream.of("and " + more + " more violations").filter(line -> more > 0))
                .flatMap(lines -> lines)
                .map(MarkdownReport::plain)
                .collect(Collectors.joining("<br>"));
    }

    /** A collapsed list, because there may be hundreds of items. */
    private static void list(StringBuilder text, String title, List<String> items) {
        if (!items.isEmpty()) {
            text.append("\n<details><summary>")
                    .append(title)
                    .append(": ")
                    .append(items.size())
                    .append("</summary>\n\n");
            items.forEach(item -> text.append("- ").append(plain(item)).append('\n'));
            text.append("\n</details>\n");
        }
    }

    /** The text with all characters escaped that have a meaning in Markdown. */
    private static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replaceAll("([\\\\`*_{}\\[\\]#|~$])", "\\\\$1");
    }
}
