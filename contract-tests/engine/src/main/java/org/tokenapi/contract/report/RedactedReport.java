package org.tokenapi.contract.report;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tokenapi.contract.cases.Case;
import org.tokenapi.contract.check.Exchange;
import org.tokenapi.contract.check.Exchange.Request;
import org.tokenapi.contract.check.Exchange.Response;
import org.tokenapi.contract.check.Headers;
import org.tokenapi.contract.check.Verdict;
import org.tokenapi.contract.redact.Redactor;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.verify.CaseResult;
import org.tokenapi.contract.verify.Report;

/** A report without secrets. All output of a run is made from this class alone. Immutable and thread-safe. */
public final class RedactedReport {
    private static final Headers NO_HEADERS = Headers.of(Map.of());
    private static final byte[] NO_BODY = {};

    private final Report report;
    private final String fingerprint;

    private RedactedReport(Report report, String fingerprint) {
        this.report = report;
        this.fingerprint = fingerprint;
    }

    /**
     * Redacts the secrets of a report.
     *
     * @param report the report as it was recorded
     * @param document the document of the run, which declares what is a secret
     * @param fingerprint the fingerprint of the cases
     */
    public static RedactedReport of(Report report, OpenApiDocument document, String fingerprint) {
        Redactor redactor = new Redactor(document);
        report.results().stream()
                .map(CaseResult::verdict)
                .flatMap(Stream::ofNullable)
                .forEach(verdict -> redactor.learn(verdict.exchange()));
        List<CaseResult> results = report.results().stream()
                .map(result -> redact(result, redactor))
                .toList();
        return new RedactedReport(
                new Report(
                        report.title(),
                        report.server(),
                        results,
                        report.omitted(),
                        report.coverage(),
                        report.client(),
                        report.unchecked(),
                        report.needless(),
                        report.took()),
                fingerprint);
    }

    private static CaseResult redact(CaseResult result, Redactor redactor) {
        Case sent = result.sent();
        Request request = sent.request();
        Verdict verdict = result.verdict();
        if (result.holds() && verdict != null) {
            // The reports do not show the messages of cases that passed.
            request = new Request(request.method(), request.target(), NO_HEADERS, NO_BODY);
            Response response = new Response(verdict.exchange().response().status(), NO_HEADERS, NO_BODY);
            verdict = new Verdict(
                    new Exchange(request, response), verdict.operation(), verdict.findings(), verdict.evidence());
        }
        Case redacted = new Case(
                sent.name(),
                sent.operation(),
                sent.pointer(),
                sent.expectation(),
                sent.fixed(),
                redactor.redact(request));
        return new CaseResult(redacted, verdict == null ? null : redactor.redact(verdict), result.problem());
    }

    Report report() {
        return report;
    }

    String fingerprint() {
        return fingerprint;
    }

    /** The option that reruns one case, quoted for a POSIX shell. */
    static String option(CaseResult result) {
        return "--case '" + result.sent().name().replace("'", "'\\''") + "'";
    }
}
