package org.tokenapi.contract.check;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.spec.Content;
import org.tokenapi.contract.spec.Operation;
import org.tokenapi.contract.spec.Parameter;
import org.tokenapi.contract.spec.Response;

/** Checks the response to a request to a declared operation. Thread-safe. */
final class ResponseChecker {
    /** Refusals that RFC 9110 and RFC 6585 define for any request that is not acceptable; they need not be declared. */
    private static final Set<Integer> UNDECLARED_REFUSALS = Set.of(405, 406, 413, 414, 415, 429, 431);

    /** The statuses without a body (RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5). */
    private static final Set<Integer> BODILESS = Set.of(204, 205, 304);

    private final ParameterChecker parameters;
    private final BodyChecker bodies;

    ResponseChecker(ParameterChecker parameters, BodyChecker bodies) {
        this.parameters = parameters;
        this.bodies = bodies;
    }

    void check(Operation operation, Exchange exchange, Findings inRequest, Findings findings) {
        boolean requestHolds = !inRequest.hasViolations();
        Exchange.Response actual = exchange.response();
        Optional<Response> declared = operation.response(actual.status());
        if (declared.isEmpty()) {
            if (requestHolds || !UNDECLARED_REFUSALS.contains(actual.status())) {
                findings.violation(
                        Rule.UNDECLARED_STATUS,
                        operation.pointer() + "/responses",
                        "status",
                        operation.responses().stream().map(Response::status).collect(Collectors.joining(", ")),
                        Integer.toString(actual.status()));
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

    private void checkBody(Response response, Exchange exchange, Findings findings) {
        Exchange.Response actual = exchange.response();
        boolean bodiless = exchange.request().method().equals("HEAD")
                || actual.status() < 200
                || BODILESS.contains(actual.status());
        boolean required = !response.content().isEmpty() && !response.bodyOptional() && !bodiless;
        boolean mayBeEmpty = BodyChecker.mayBeEmpty(response.content(), actual.headers());
        if (actual.body().length > 0 || required && mayBeEmpty) {
            bodies.check(
                    response.content(), response.pointer(), actual.headers(), actual.body(), Side.RESPONSE, findings);
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
