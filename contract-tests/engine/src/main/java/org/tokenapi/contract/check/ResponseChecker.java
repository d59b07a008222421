package org.tokenapi.contract.check;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tokenapi.contract.check.Finding.Severity;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.spec.Content;
import org.tokenapi.contract.spec.Operation;
import org.tokenapi.contract.spec.Parameter;
import org.tokenapi.contract.spec.Response;

/** Checks the response to a request to a declared operation. Thread-safe. */
final class ResponseChecker {
    private static final Set<Integer> CREDENTIALS_REFUSED = Set.of(401, 403);

    /** The statuses without a body (RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5). */
    private static final Set<Integer> BODILESS = Set.of(204, 205, 304);

    private final ParameterChecker parameters;
    private final BodyChecker bodies;
    private final Strictness strictness;

    ResponseChecker(ParameterChecker parameters, BodyChecker bodies, Strictness strictness) {
        this.strictness = strictness;
        this.parameters = parameters;
        this.bodies = bodies;
    }

    void check(Operation operation, Exchange exchange, Findings inRequest, Findings findings) {
        boolean requestHolds = !inRequest.hasViolations();
        Exchange.Response actual = exchange.response();
        Optional<Response> declared = operation.response(actual.status());
        if (declared.isEmpty()) {
            if (!operation.responses().isEmpty()) {
                undeclared(operation, exchange, requestHolds, findings);
            }
            return;
        }
        Response response = declared.get();
        findings.touched(response.pointer());
        if (inRequest.mustBeRefused() && actual.status() / 100 == 2) {
            findings.violation(
                    Rule.ACCEPTED_INVALID_REQUEST,
                    response.pointer(),
                    "status",
                    "4xx",
                    Integer.toString(actual.status()));
        }
        for (Parameter header : response.headers()) {
            parameters.checkHeader(header, actual.headers(), Side.RESPONSE, findings);
        }
        checkBody(response, exchange, findings);
    }

    /** That a refusal which the request deserves is not declared is a gap of the document, and right of the server. */
    private void undeclared(Operation operation, Exchange exchange, boolean requestHolds, Findings findings) {
        int status = exchange.response().status();
        String expected = operation.responses().stream().map(Response::status).collect(Collectors.joining(", "));
        boolean deserved = requestHolds
                // Whether credentials are valid only the server knows.
                ? CREDENTIALS_REFUSED.contains(status) && !operation.security().isEmpty()
                : operation.mayRefuseWith(status);
        Severity severity = isPrecondition(exchange.request(), status)
                ? Silence.PRECONDITION.severity(strictness)
                : deserved ? Silence.REFUSAL.severity(strictness) : Severity.VIOLATION;
        findings.add(
                severity,
                Rule.UNDECLARED_STATUS,
                operation.pointer() + "/responses",
                "status",
                expected,
                Integer.toString(status));
    }

    /** Whether a status is about the precondition or the range of the request. */
    private static boolean isPrecondition(Exchange.Request request, int status) {
        Headers headers = request.headers();
        return switch (status) {
            case 304 -> isAny(headers, "If-None-Match", "If-Modified-Since");
            case 412 -> isAny(headers, "If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since");
            case 206, 416 -> isAny(headers, "Range");
            default -> false;
        };
    }

    private static boolean isAny(Headers headers, String... names) {
        return Stream.of(names).anyMatch(name -> headers.get(name).isPresent());
    }

    private void checkBody(Response response, Exchange exchange, Findings findings) {
        Exchange.Response actual = exchange.response();
        boolean bodiless = exchange.request().method().equals("HEAD")
                || actual.status() < 200
                || BODILESS.contains(actual.status());
        boolean required = !response.content().isEmpty() && !response.bodyOptional() && !bodiless;
        boolean mayBeEmpty = BodyChecker.mayBeEmpty(response.content(), actual.headers());
        if (actual.body().length > 0 || required && mayBeEmpty) {
            bodies.check(
                    response.content(),
                    response.pointer(),
                    actual.headers(),
                    actual.body(),
                    actual.whole(),
                    Side.RESPONSE,
                    findings);
        } else if (required) {
            findings.violation(
                    Rule.MISSING_BODY,
                    response.pointer() + "/content",
                    "body",
                    response.content().stream().map(Content::key).collect(Collectors.joining(" or ")),
                    "none");
        }
    }
}
