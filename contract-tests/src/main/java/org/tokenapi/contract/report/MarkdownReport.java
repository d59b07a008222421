package org.tokenapi.contract.report;

import java.util.Locale;
import java.util.stream.Collectors;
import org.tokenapi.contract.verify.CaseResult;
import org.tokenapi.contract.verify.Report;
import org.tokenapi.contract.verify.Row;

/** A report in Markdown, for the summary of a CI job. */
final class MarkdownReport {
    private MarkdownReport() {}

    static String of(Report report) {
        StringBuilder text = new StringBuilder();
        text.append("# Contract: ").append(cell(report.title())).append("\n\n");
        text.append("| cases | hold | fail | left out | coverage | rows |\n|---|---|---|---|---|---|\n");
        text.append(String.format(
                Locale.ROOT,
                "| %d | %d | %d | %d | %.1f %% | %d |%n",
                report.results().size() + report.omitted().size(),
                report.results().size() - report.failures().size(),
                report.failures().size(),
                report.omitted().size(),
                report.coverage().share(),
                report.coverage().rows().size()));
        if (!report.failures().isEmpty()) {
            text.append("\n## What fails\n\n| case | what is wrong |\n|---|---|\n");
            for (CaseResult failure : report.failures()) {
                String wrong = failure.violations().stream()
                        .map(violation -> cell(violation.toString()))
                        .collect(Collectors.joining("<br>"));
                String problem = failure.problem() == null ? "" : cell(failure.problem());
                text.append("| ")
                        .append(cell(failure.sent().name()))
                        .append(" | ")
                        .append(problem);
                text.append(problem.isEmpty() || wrong.isEmpty() ? "" : "<br>")
                        .append(wrong)
                        .append(" |\n");
            }
        }
        if (!report.coverage().gaps().isEmpty()) {
            text.append("\n## What nothing proves\n\n");
            for (Row gap : report.coverage().gaps()) {
                text.append("- `").append(gap.name()).append("`\n");
            }
        }
        report.unchecked()
                .forEach(finding -> text.append("- not checked: ")
                        .append(cell(finding.toString()))
                        .append('\n'));
        return text.toString().replace("\r\n", "\n");
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ");
    }
}
