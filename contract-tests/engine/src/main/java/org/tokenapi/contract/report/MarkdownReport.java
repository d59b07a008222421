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
    /** Failed cases to list: a reader of a job's summary wants to know what is wrong, not to read all of it. */
    private static final int MOST_CASES = 40;

    private static final int MOST_VIOLATIONS = 3;

    /** Items of each other list. */
    private static final int MOST_ITEMS = 40;

    private static final int LONGEST = 300;

    private MarkdownReport() {}

    static String of(RedactedReport shown) {
        Report report = shown.report();
        StringBuilder text = new StringBuilder();
        text.append("# Contract: ").append(plain(report.title())).append("\n\n");
        text.append("| cases | passed | failed | omitted | coverage |\n|--:|--:|--:|--:|:--|\n");
        text.append(String.format(
                Locale.ROOT,
                "| %d | %d | %d | %d | %s |\n",
                report.results().size() + report.omitted().size(),
                report.results().size() - report.failures().size(),
                report.failures().size(),
                report.omitted().size(),
                Summary.coverage(report.coverage())));
        if (report.client() != null) {
            text.append("\nCoverage by the client: ")
                    .append(Summary.coverage(report.client()))
                    .append('\n');
        }
        if (!report.needless().isEmpty()) {
            text.append("\n## Excuses that are not needed\n\n");
            report.needless()
                    .forEach(excuse -> text.append("- ").append(plain(excuse)).append('\n'));
        }
        if (!report.failures().isEmpty()) {
            text.append("\n## Failures\n\n| case | problem |\n|---|---|\n");
            report.failures().stream()
                    .limit(MOST_CASES)
                    .forEach(failure -> text.append("| ")
                            .append(plain(Shortened.text(failure.sent().name(), LONGEST)))
                            .append(" | ")
                            .append(wrong(failure))
                            .append(" |\n"));
            int more = report.failures().size() - MOST_CASES;
            text.append(more > 0 ? "\nand " + more + " more failed cases\n" : "");
        }
        list(
                text,
                "Not proven",
                report.coverage().unproven().stream().map(Requirement::name).toList());
        if (report.client() != null) {
            list(
                    text,
                    "Not proven by the client",
                    report.client().unproven().stream().map(Requirement::name).toList());
        }
        list(text, "Not checked", Shortened.merged(report.unchecked()));
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
                .map(line -> plain(Shortened.text(line, LONGEST)))
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
            Shortened.first(items, MOST_ITEMS, "in report.html")
                    .forEach(item -> text.append("- ")
                            .append(plain(Shortened.text(item, LONGEST)))
                            .append('\n'));
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
