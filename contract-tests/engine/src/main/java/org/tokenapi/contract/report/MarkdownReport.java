package org.tokenapi.contract.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tokenapi.contract.check.Finding;
import org.tokenapi.contract.verify.CaseResult;
import org.tokenapi.contract.verify.Report;
import org.tokenapi.contract.verify.Requirement;

/** A report in Markdown as GitHub and GitLab read it, for the summary of a CI job. */
final class MarkdownReport {
    /** The summary of a job has room for a megabyte. */
    private static final int MOST_CASES = 200;

    private static final int MOST_VIOLATIONS = 5;

    private MarkdownReport() {}

    static String of(RedactedReport shown) {
        Report report = shown.report();
        StringBuilder text = new StringBuilder();
        text.append("# Contract: ").append(plain(report.title())).append("\n\n");
        text.append("| cases | hold | fail | left out | coverage | rows |\n|--:|--:|--:|--:|--:|--:|\n");
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
            text.append("\n## What fails\n\n| case | what is wrong |\n|---|---|\n");
            report.failures().stream()
                    .limit(MOST_CASES)
                    .forEach(failure -> text.append("| ")
                            .append(plain(failure.sent().name()))
                            .append(" | ")
                            .append(wrong(failure))
                            .append(" |\n"));
            int more = report.failures().size() - MOST_CASES;
            text.append(more > 0 ? "\nand " + more + " more cases that fail\n" : "");
        }
        list(
                text,
                "What nothing proves",
                report.coverage().gaps().stream().map(Requirement::name).toList());
        if (report.client() != null) {
            list(
                    text,
                    "What nothing proves on the side of the client",
                    report.client().gaps().stream().map(Requirement::name).toList());
        }
        list(
                text,
                "What is not checked",
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

    /** Folded away: there may be hundreds. */
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

    /** A text that means nothing in Markdown. */
    private static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replaceAll("([\\\\`*_{}\\[\\]#|~$])", "\\\\$1");
    }
}
