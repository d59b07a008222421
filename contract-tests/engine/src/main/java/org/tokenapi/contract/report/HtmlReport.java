package org.tokenapi.contract.report;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
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
import org.tokenapi.contract.verify.Requirement;

/** A report as one self-contained HTML page. The template is {@code report.html}. */
final class HtmlReport {
    /** With more failures than this, the details of each are collapsed. */
    private static final int UNFOLDED = 10;

    /** Violations to show at once; a list with wrong elements has as many violations as elements. */
    private static final int MOST_VIOLATIONS = 5;

    private static final String NO_OPERATION = "undeclared methods";

    private static final Mustache.Escaper ESCAPER = Escapers.simple(new String[][] {
        {"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}, {"'", "&#39;"},
    });

    /** Allows a line break between the parts of a JSON pointer. */
    private static final Map<String, String> PARTIALS = Map.of(
            "pointer", "<code>{{#pointer}}<wbr>/{{.}}{{/pointer}}</code>",
            "violation",
                    "<li><b>{{place}}</b>: {{meaning}}; expected {{expected}}, got {{actual}}<br>{{>pointer}} {{position}}</li>");

    private final RedactedReport redacted;
    private final Report report;
    private final @Nullable Coverage client;

    private HtmlReport(RedactedReport redacted) {
        this.redacted = redacted;
        this.report = redacted.report();
        this.client = report.client();
    }

    static String of(RedactedReport redacted) {
        return Mustache.compiler()
                .withLoader(name -> new StringReader(Objects.requireNonNull(PARTIALS.get(name), name)))
                .withEscaper(HtmlReport::escape)
                .compile(template())
                .execute(new HtmlReport(redacted).page());
    }

    private static String template() {
        try (InputStream in = Objects.requireNonNull(HtmlReport.class.getResourceAsStream("report.html"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces control characters, which HTML does not allow even as references. */
    private static String escape(String text) {
        return ESCAPER.escape(text.replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "\uFFFD"));
    }

    // The model of the template. Its sections are lists or flags; an empty list hides a section.

    private record Page(
            String title,
            String server,
            String fingerprint,
            List<Number> numbers,
            TreeSet<String> operations,
            List<Failure> failures,
            boolean hasNeedless,
            List<String> needless,
            boolean hasUnchecked,
            List<Unchecked> unchecked,
            boolean withClient,
            List<Table> coverage,
            List<Table> cases,
            List<Table> leftOut) {}

    private record Number(String number, String what, String style) {}

    private record Failure(
            String operation,
            boolean open,
            String name,
            String problem,
            List<Violation> violations,
            List<More> more,
            String request,
            List<String> response,
            String option) {}

    private record Violation(
            String place, String meaning, String expected, String actual, List<String> pointer, String position) {}

    private record More(int count, List<Violation> violations) {}

    private record Unchecked(String what, List<String> pointer, String position) {}

    private record Table(String title, boolean open, String sum, List<?> rows) {}

    private record ProofRow(String style, String side, List<String> pointer, List<String> proofs) {}

    private record CaseRow(String style, String name, String expected, String status) {}

    private record LeftOut(String name, String reason) {}

    private Page page() {
        TreeSet<String> operations = new TreeSet<>();
        report.coverage().rows().forEach(row -> operations.add(row.operation()));
        report.results().forEach(result -> operations.add(operation(result)));
        List<CaseResult> failures = report.failures();
        return new Page(
                report.title(),
                report.server().toString(),
                redacted.fingerprint(),
                numbers(),
                operations,
                failures.stream()
                        .map(failure -> failure(failure, failures.size() <= UNFOLDED))
                        .toList(),
                !report.needless().isEmpty(),
                report.needless(),
                !report.unchecked().isEmpty(),
                report.unchecked().stream()
                        .map(gap -> new Unchecked(
                                gap.place() + ": " + gap.rule().meaning() + "; expected " + gap.expected() + ", got "
                                        + gap.actual(),
                                parts(gap.pointer()),
                                gap.position()))
                        .toList(),
                client != null,
                coverage(),
                cases(),
                leftOut());
    }

    private List<Number> numbers() {
        int failures = report.failures().size();
        Coverage coverage = report.coverage();
        int unproven = coverage.unproven().size();
        List<Number> numbers = new ArrayList<>(List.of(
                number(report.results().size() + report.omitted().size(), "cases", ""),
                number(report.results().size() - failures, "passed", "good"),
                number(failures, "failed", failures == 0 ? "" : "bad"),
                number(report.omitted().size(), "omitted", ""),
                number(coverage.proven().size(), "of " + coverage.rows().size() + " rows proven", "good"),
                number(coverage.excused().size(), "rows excused", ""),
                number(unproven, "rows not proven", unproven == 0 ? "" : "gap"),
                new Number(percent(coverage), "proven", "")));
        if (client != null) {
            numbers.add(new Number(percent(client), "proven by the client", ""));
        }
        numbers.add(
                new Number(String.format(Locale.ROOT, "%.1f s", report.took().toMillis() / 1000.0), "", ""));
        return numbers;
    }

    private static Number number(int number, String what, String style) {
        return new Number(Integer.toString(number), what, style);
    }

    private static String percent(Coverage coverage) {
        return String.format(Locale.ROOT, "%.1f %%", coverage.share());
    }

    private static Failure failure(CaseResult failure, boolean open) {
        List<Violation> violations = failure.violations().stream()
                .map(one -> new Violation(
                        one.place(),
                        one.rule().meaning(),
                        one.expected(),
                        one.actual(),
                        parts(one.pointer()),
                        one.position()))
                .toList();
        Verdict verdict = failure.verdict();
        Finding first = failure.violations().stream().findFirst().orElse(null);
        String problem = failure.problem() != null
                ? failure.problem()
                : first == null ? "" : first.place() + ": " + first.rule().meaning();
        return new Failure(
                operation(failure),
                open,
                failure.sent().name(),
                problem,
                violations.stream().limit(MOST_VIOLATIONS).toList(),
                violations.size() <= MOST_VIOLATIONS
                        ? List.of()
                        : List.of(new More(
                                violations.size() - MOST_VIOLATIONS,
                                violations.stream().skip(MOST_VIOLATIONS).toList())),
                Messages.text(failure.sent().request()),
                Stream.ofNullable(verdict)
                        .map(one -> Messages.text(one.exchange().response()))
                        .toList(),
                RedactedReport.option(failure));
    }

    private List<Table> coverage() {
        Map<String, List<Requirement>> byOperation = report.coverage().rows().stream()
                .collect(Collectors.groupingBy(Requirement::operation, LinkedHashMap::new, Collectors.toList()));
        List<Table> tables = new ArrayList<>();
        byOperation.forEach((operation, rows) -> {
            long unproven = rows.stream().filter(this::isUnproven).count();
            long excused = rows.stream().filter(Requirement::isExcused).count();
            tables.add(new Table(
                    operation,
                    unproven > 0,
                    unproven > 0
                            ? unproven + " of " + rows.size() + " rows not proven"
                            : excused > 0
                                    ? rows.size() - excused + " of " + rows.size() + " rows proven, the others excused"
                                    : "all " + rows.size() + " rows proven",
                    rows.stream().map(this::row).toList()));
        });
        return tables;
    }

    private boolean isUnproven(Requirement row) {
        return row.isUnproven() || client != null && client.of(row).isUnproven();
    }

    private ProofRow row(Requirement row) {
        String style = isUnproven(row) ? "gap" : row.isProven() ? "good" : "excused";
        List<String> proofs = new ArrayList<>(List.of(proof(row)));
        if (client != null) {
            proofs.add(proof(client.of(row)));
        }
        return new ProofRow(style, row.side().name().toLowerCase(Locale.ROOT), parts(row.pointer()), proofs);
    }

    private static String proof(Requirement row) {
        return row.isProven()
                ? String.join("; ", row.evidence())
                : row.isExcused() ? "excused: " + row.reason() : "not proven";
    }

    private List<Table> cases() {
        Map<String, List<CaseResult>> byOperation = report.results().stream()
                .collect(Collectors.groupingBy(HtmlReport::operation, LinkedHashMap::new, Collectors.toList()));
        List<Table> tables = new ArrayList<>();
        byOperation.forEach((operation, results) -> {
            long failed = results.stream().filter(result -> !result.holds()).count();
            tables.add(new Table(
                    operation,
                    failed > 0,
                    failed == 0
                            ? "all " + results.size() + " cases passed"
                            : failed + " of " + results.size() + " failed",
                    results.stream().map(HtmlReport::caseRow).toList()));
        });
        return tables;
    }

    private static CaseRow caseRow(CaseResult result) {
        Verdict verdict = result.verdict();
        String status = verdict == null
                ? "no response"
                : Integer.toString(verdict.exchange().response().status());
        return new CaseRow(
                result.holds() ? "good" : "bad",
                result.sent().name(),
                result.sent().expected(),
                result.holds() ? status : status + ", failed");
    }

    private List<Table> leftOut() {
        List<LeftOut> rows = new TreeMap<>(report.omitted())
                .entrySet().stream()
                        .map(omitted -> new LeftOut(omitted.getKey(), omitted.getValue()))
                        .toList();
        return rows.isEmpty() ? List.of() : List.of(new Table("omitted", false, rows.size() + " cases", rows));
    }

    private static String operation(CaseResult result) {
        return result.sent().operation() == null
                ? NO_OPERATION
                : result.sent().operation().id();
    }

    private static List<String> parts(String pointer) {
        return List.of(pointer.substring(Math.min(1, pointer.length())).split("/"));
    }
}
