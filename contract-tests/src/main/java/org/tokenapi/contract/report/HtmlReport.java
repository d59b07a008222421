package org.tokenapi.contract.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import org.tokenapi.contract.check.Finding;
import org.tokenapi.contract.verify.CaseResult;
import org.tokenapi.contract.verify.Report;
import org.tokenapi.contract.verify.Row;

/** A report as one HTML page that needs nothing beside it. */
final class HtmlReport {
    private HtmlReport() {}

    static String of(Report report) {
        return template()
                .replace("@title@", escape(report.title()))
                .replace("@server@", escape(report.server().toString()))
                .replace("@numbers@", numbers(report))
                .replace("@operations@", operations(report))
                .replace("@failures@", failures(report))
                .replace("@rows@", rows(report))
                .replace("@cases@", cases(report));
    }

    private static String numbers(Report report) {
        return number(report.results().size() + report.omitted().size(), "cases", "")
                + number(report.results().size() - report.failures().size(), "hold", "good")
                + number(report.failures().size(), "fail", report.failures().isEmpty() ? "" : "bad")
                + number(report.omitted().size(), "left out", "")
                + "<li><b>"
                + String.format(Locale.ROOT, "%.1f %%", report.coverage().share()) + "</b> of "
                + report.coverage().rows().size() + " rows covered</li>"
                + "<li><b>" + String.format(Locale.ROOT, "%.1f s", report.took().toMillis() / 1000.0) + "</b></li>";
    }

    private static String number(int number, String what, String style) {
        return "<li class=\"" + style + "\"><b>" + number + "</b> " + what + "</li>";
    }

    private static String operations(Report report) {
        TreeSet<String> ids = new TreeSet<>();
        report.coverage().rows().forEach(row -> ids.add(row.operation()));
        StringBuilder options = new StringBuilder();
        ids.forEach(id -> options.append("<option>").append(escape(id)).append("</option>"));
        return options.toString();
    }

    private static String failures(Report report) {
        StringBuilder html = new StringBuilder();
        for (CaseResult failure : report.failures()) {
            html.append("<article class=\"bad\" data-operation=\"")
                    .append(escape(operation(failure)))
                    .append("\"><h3>");
            html.append(escape(failure.sent().name())).append("</h3><p><code>");
            html.append(escape(failure.sent().request().toString())).append("</code>");
            html.append(failure.problem() == null ? "" : ": " + escape(failure.problem()))
                    .append("</p><ul>");
            for (Finding violation : failure.violations()) {
                html.append("<li>").append(escape(violation.toString())).append("</li>");
            }
            html.append("</ul></article>");
        }
        return html.isEmpty() ? "<p class=\"good\">Every case holds.</p>" : html.toString();
    }

    private static String rows(Report report) {
        StringBuilder html = new StringBuilder();
        for (Row row : report.coverage().rows()) {
            String style = row.isProven() ? "good" : row.isCovered() ? "excused" : "gap";
            html.append("<tr class=\"")
                    .append(style)
                    .append("\" data-operation=\"")
                    .append(escape(row.operation()));
            html.append("\"><td>").append(escape(row.operation())).append("</td><td>");
            html.append(row.side().name().toLowerCase(Locale.ROOT)).append("</td><td><code>");
            html.append(escape(row.pointer())).append("</code></td><td>");
            html.append(
                    row.isProven()
                            ? escape(String.join("; ", row.evidence()))
                            : row.isCovered()
                                    ? "needs none: " + escape(String.valueOf(row.reason()))
                                    : "nothing proves it");
            html.append("</td></tr>");
        }
        return html.toString();
    }

    private static String cases(Report report) {
        StringBuilder html = new StringBuilder();
        for (CaseResult result : report.results()) {
            html.append("<tr class=\"").append(result.holds() ? "good" : "bad").append("\" data-operation=\"");
            html.append(escape(operation(result)))
                    .append("\"><td>")
                    .append(escape(result.sent().name()));
            html.append("</td><td>").append(escape(result.sent().expected())).append("</td><td>");
            html.append(
                    result.verdict() == null
                            ? "none"
                            : result.verdict().exchange().response().status());
            html.append("</td></tr>");
        }
        report.omitted()
                .forEach((name, reason) -> html.append("<tr class=\"excused\" data-operation=\"\"><td>")
                        .append(escape(name))
                        .append("</td><td colspan=\"2\">left out: ")
                        .append(escape(reason))
                        .append("</td></tr>"));
        return html.toString();
    }

    private static String operation(CaseResult result) {
        return result.sent().operation() == null
                ? ""
                : result.sent().operation().id();
    }

    private static String template() {
        try (InputStream in = Objects.requireNonNull(HtmlReport.class.getResourceAsStream("report.html"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("@", "&#64;");
    }
}
