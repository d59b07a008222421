package org.tokenapi.contract.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.check.Finding;
import org.tokenapi.contract.check.Verdict;
import org.tokenapi.contract.verify.CaseResult;
import org.tokenapi.contract.verify.Coverage;
import org.tokenapi.contract.verify.Report;
import org.tokenapi.contract.verify.Row;

/** A report as one HTML page that needs nothing beside it. */
final class HtmlReport {
    /** With more failures than this, what is wrong with each is folded away. */
    private static final int UNFOLDED = 10;

    /** A list that is wrong has as many violations as elements. */
    private static final int MOST_VIOLATIONS = 5;

    private static final String NO_OPERATION = "no operation of the document";

    private final Shown shown;
    private final Report report;
    private final @Nullable Coverage client;

    private HtmlReport(Shown shown) {
        this.shown = shown;
        this.report = shown.report();
        this.client = report.client();
    }

    static String of(Shown shown) {
        return new HtmlReport(shown).page();
    }

    private String page() {
        return template()
                .replace("@title@", escape(report.title()))
                .replace("@server@", escape(report.server().toString()))
                .replace("@seed@", escape(shown.seed()))
                .replace("@numbers@", numbers())
                .replace("@operations@", operations())
                .replace("@failures@", failures())
                .replace("@unchecked@", unchecked())
                .replace("@rows@", rows())
                .replace("@cases@", cases());
    }

    private String numbers() {
        int failures = report.failures().size();
        return number(report.results().size() + report.omitted().size(), "cases", "")
                + number(report.results().size() - failures, "hold", "good")
                + number(failures, "fail", failures == 0 ? "" : "bad")
                + number(report.omitted().size(), "left out", "")
                + number(
                        report.coverage().gaps().size(),
                        "without proof",
                        report.coverage().gaps().isEmpty() ? "" : "gap")
                + "<li><b>"
                + String.format(Locale.ROOT, "%.1f %%", report.coverage().share()) + "</b> of "
                + report.coverage().rows().size() + " rows covered</li>"
                + (client == null
                        ? ""
                        : "<li><b>" + String.format(Locale.ROOT, "%.1f %%", client.share())
                                + "</b> covered by the client</li>")
                + "<li><b>" + String.format(Locale.ROOT, "%.1f s", report.took().toMillis() / 1000.0) + "</b></li>";
    }

    private static String number(int number, String what, String style) {
        return "<li" + (style.isEmpty() ? "" : " class=\"" + style + "\"") + "><b>" + number + "</b> " + what + "</li>";
    }

    private String operations() {
        TreeSet<String> ids = new TreeSet<>();
        report.coverage().rows().forEach(row -> ids.add(row.operation()));
        report.results().forEach(result -> ids.add(operation(result)));
        return ids.stream().map(id -> "<option>" + escape(id) + "</option>").collect(Collectors.joining());
    }

    // What fails.

    private String failures() {
        List<CaseResult> failures = report.failures();
        boolean open = failures.size() <= UNFOLDED;
        return failures.isEmpty()
                ? "<p class=\"good\">Every case holds.</p>"
                : failures.stream().map(failure -> failure(failure, open)).collect(Collectors.joining());
    }

    private static String failure(CaseResult failure, boolean open) {
        List<Finding> violations = failure.violations();
        Verdict verdict = failure.verdict();
        String problem = failure.problem() == null
                ? violations.get(0).place() + ": " + violations.get(0).rule().meaning()
                : failure.problem();
        StringBuilder html = new StringBuilder();
        html.append("<details class=\"failure\" data-operation=\"")
                .append(escape(operation(failure)))
                .append(open ? "\" open" : "\"")
                .append("><summary><h3>")
                .append(escape(failure.sent().name()))
                .append("</h3> ")
                .append(escape(problem))
                .append("</summary>");
        html.append(list(violations.stream().limit(MOST_VIOLATIONS)));
        if (violations.size() > MOST_VIOLATIONS) {
            html.append("<details><summary>")
                    .append(violations.size() - MOST_VIOLATIONS)
                    .append(" more violations</summary>")
                    .append(list(violations.stream().skip(MOST_VIOLATIONS)))
                    .append("</details>");
        }
        html.append(message("Request", Messages.text(failure.sent().request())));
        html.append(
                verdict == null
                        ? "<p>There was no answer.</p>"
                        : message("Response", Messages.text(verdict.exchange().response())));
        return html.append("<p class=\"alone\">Run it alone: <code>")
                .append(escape(Shown.option(failure)))
                .append("</code></p></details>")
                .toString();
    }

    private static String list(Stream<Finding> violations) {
        String items = violations
                .map(violation -> "<li><b>" + escape(violation.place()) + "</b>: "
                        + escape(violation.rule().meaning()) + "; expected " + escape(violation.expected()) + ", got "
                        + escape(violation.actual()) + "<br>" + pointer(violation.pointer()) + "</li>")
                .collect(Collectors.joining());
        return items.isEmpty() ? "" : "<ul>" + items + "</ul>";
    }

    private static String message(String title, String text) {
        return "<p>" + title + "</p><pre tabindex=\"0\" role=\"group\" aria-label=\"" + title + "\">" + escape(text)
                + "</pre>";
    }

    private String unchecked() {
        return report.unchecked().isEmpty()
                ? ""
                : report.unchecked().stream()
                        .map(gap -> "<li>" + escape(gap.expected()) + "<br>" + pointer(gap.pointer()) + "</li>")
                        .collect(Collectors.joining("", "<h2>Not checked</h2><ul class=\"unchecked\">", "</ul>"));
    }

    // Tables, one for each operation.

    private String rows() {
        Map<String, List<Row>> byOperation = report.coverage().rows().stream()
                .collect(Collectors.groupingBy(Row::operation, LinkedHashMap::new, Collectors.toList()));
        StringBuilder html = new StringBuilder();
        byOperation.forEach((operation, rows) -> {
            long gaps = rows.stream().filter(row -> !isCovered(row)).count();
            html.append(table(
                    operation,
                    gaps > 0,
                    gaps == 0
                            ? "all " + rows.size() + " rows covered"
                            : "nothing proves " + gaps + " of " + rows.size() + " rows",
                    client == null
                            ? List.of("message", "part of the document", "proof")
                            : List.of("message", "part of the document", "proof by the server", "proof by the client"),
                    rows.stream().map(this::row).toList()));
        });
        return html.isEmpty() ? "<p>The document has nothing to prove.</p>" : html.toString();
    }

    private boolean isCovered(Row row) {
        return row.isCovered() && (client == null || client.of(row).isCovered());
    }

    private String row(Row row) {
        String style = !isCovered(row) ? "gap" : row.isProven() ? "good" : "excused";
        return "<tr class=\"" + style + "\"><td>" + row.side().name().toLowerCase(Locale.ROOT) + "</td><td>"
                + pointer(row.pointer()) + "</td><td>" + proof(row) + "</td>"
                + (client == null ? "" : "<td>" + proof(client.of(row)) + "</td>") + "</tr>";
    }

    private static String proof(Row row) {
        return row.isProven()
                ? escape(String.join("; ", row.evidence()))
                : row.isCovered() ? "needs none: " + escape(String.valueOf(row.reason())) : "nothing proves it";
    }

    private String cases() {
        Map<String, List<CaseResult>> byOperation = report.results().stream()
                .collect(Collectors.groupingBy(HtmlReport::operation, LinkedHashMap::new, Collectors.toList()));
        StringBuilder html = new StringBuilder();
        byOperation.forEach((operation, results) -> {
            long failed = results.stream().filter(result -> !result.holds()).count();
            html.append(table(
                    operation,
                    failed > 0,
                    failed == 0 ? "all " + results.size() + " cases hold" : failed + " of " + results.size() + " fail",
                    List.of("case", "due", "status"),
                    results.stream().map(HtmlReport::one).toList()));
        });
        List<String> omitted = new ArrayList<>();
        new TreeMap<>(report.omitted())
                .forEach((name, reason) -> omitted.add(
                        "<tr class=\"excused\"><td>" + escape(name) + "</td><td>" + escape(reason) + "</td></tr>"));
        return html
                + (omitted.isEmpty()
                        ? ""
                        : table("left out", false, omitted.size() + " cases", List.of("case", "reason"), omitted));
    }

    private static String one(CaseResult result) {
        Verdict verdict = result.verdict();
        return "<tr class=\"" + (result.holds() ? "good" : "bad") + "\"><td>"
                + escape(result.sent().name()) + "</td><td>"
                + escape(result.sent().expected()) + "</td><td>"
                + (verdict == null ? "no answer" : verdict.exchange().response().status())
                + (result.holds() ? "" : " fails") + "</td></tr>";
    }

    private static String table(String title, boolean open, String sum, List<String> columns, List<String> rows) {
        return "<details data-operation=\"" + escape(title) + "\" class=\"table\"" + (open ? " open" : "")
                + "><summary><b>"
                + escape(title) + "</b> <span" + (open ? " class=\"open\"" : "") + ">" + sum
                + "</span></summary><table><thead><tr>"
                + columns.stream()
                        .map(column -> "<th scope=\"col\">" + column + "</th>")
                        .collect(Collectors.joining())
                + "</tr></thead><tbody>" + String.join("", rows) + "</tbody></table></details>";
    }

    private static String operation(CaseResult result) {
        return result.sent().operation() == null
                ? NO_OPERATION
                : result.sent().operation().id();
    }

    /** A JSON pointer that may be broken between its parts. */
    private static String pointer(String pointer) {
        return "<code>" + escape(pointer).replace("/", "<wbr>/") + "</code>";
    }

    private static String template() {
        try (InputStream in = Objects.requireNonNull(HtmlReport.class.getResourceAsStream("report.html"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Also what would be a placeholder of the template, and what HTML can't hold. */
    private static String escape(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "�")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;")
                .replace("@", "&#64;");
    }
}
