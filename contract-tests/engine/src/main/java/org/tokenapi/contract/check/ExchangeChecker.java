package org.tokenapi.contract.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.check.Exchange.Request;
import org.tokenapi.contract.check.Finding.Severity;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.spec.Content;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.OpenApiDocument.Route;
import org.tokenapi.contract.spec.Operation;
import org.tokenapi.contract.spec.Parameter;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks exchanges against a document: path, method, parameters, credentials, media types with their parameters,
 * bodies, status and headers.
 *
 * <p>It reports a violation only if the document, or RFC 9110 where the document is silent, rules the message out.
 * Undeclared query parameters, and undeclared properties of an open schema, are notices. Two rules go beyond single
 * values. A success in response to a request that violates the document is a violation by the server. So is a property
 * with the name of a secret ({@code format: password} elsewhere in the document) that the schema of the response does
 * not declare.
 *
 * <p>Thread-safe.
 */
public final class ExchangeChecker {
    /** The statuses for a method that is not declared (RFC 9110, sections 15.5.5, 15.5.6 and 15.6.2). */
    private static final Set<Integer> NO_SUCH_METHOD = Set.of(404, 405, 501);

    /** Methods that a server may support on every path, declared or not (RFC 9110, sections 9.3.2 and 9.3.7). */
    private static final Set<String> OF_EVERY_SERVER = Set.of("HEAD", "OPTIONS");

    private final OpenApiDocument document;
    private final Strictness strictness;
    private final SchemaChecker schemas;
    private final ParameterChecker parameters;
    private final BodyChecker bodies;
    private final RequestChecker requests;
    private final ResponseChecker responses;

    /** A checker for a document, neither strict nor lenient. Compiles schemas at their first use. */
    public ExchangeChecker(OpenApiDocument document) {
        this(document, Strictness.BALANCED);
    }

    /** A checker for a document. Compiles schemas at their first use. */
    public ExchangeChecker(OpenApiDocument document, Strictness strictness) {
        this.document = document;
        this.strictness = strictness;
        JsonMapper mapper = JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build();
        schemas = new SchemaChecker(document, strictness);
        ValueReader values = new ValueReader(document, schemas, mapper);
        parameters = new ParameterChecker(schemas, values, mapper);
        bodies = new BodyChecker(schemas, values, new FormReader(values, parameters, mapper), mapper);
        requests = new RequestChecker(parameters, bodies);
        responses = new ResponseChecker(parameters, bodies, strictness);
    }

    /** The checker of single values that this one uses. */
    public SchemaChecker schemas() {
        return schemas;
    }

    /** The parts of the document that are not checked, each as a {@link Finding.Severity#GAP}. */
    public List<Finding> gaps() {
        return Gaps.of(document, bodies, schemas).stream()
                .map(gap -> gap.in(document))
                .toList();
    }

    /**
     * The pointers of what a request breaks in one parameter of an operation.
     *
     * @param request to the operation, with the parameter as it is written in a request
     */
    public Set<String> broken(Operation operation, Parameter parameter, Request request) {
        return document.route(operation, request.path())
                .map(route -> parameters.broken(parameter, operation, RequestParts.of(request, route)))
                // Without a value, the path is that of another operation.
                .orElse(Set.of(parameter.pointer()));
    }

    /** The pointers of what a body breaks in one of its representations. */
    public Set<String> broken(Content content, Headers headers, byte[] body, Side side) {
        Findings findings = new Findings(side, false);
        bodies.check(List.of(content), content.pointer(), headers, body, true, side, findings);
        return Findings.pointers(findings.all());
    }

    /** Whether a body of this representation can't be checked, although its schema says something. */
    public boolean isUnread(Content content) {
        return bodies.isUnread(content, Side.RESPONSE);
    }

    /** Whether a request to an operation has the credentials that it needs, in the form that they have to have. */
    public boolean hasCredentials(Operation operation, Request request) {
        return document.route(operation, request.path())
                .filter(route -> requests.hasCredentials(request, route))
                .isPresent();
    }

    /** Checks both messages of an exchange. */
    public Verdict check(Exchange exchange) {
        return check(exchange, false);
    }

    /** Checks both messages of an exchange, and collects the parts of the document that apply to them. */
    public Verdict checkWithEvidence(Exchange exchange) {
        return check(exchange, true);
    }

    private Verdict check(Exchange exchange, boolean withEvidence) {
        Findings inRequest = new Findings(Side.REQUEST, withEvidence);
        Findings inResponse = new Findings(Side.RESPONSE, withEvidence);
        Operation operation = null;
        Findings checked = inRequest;
        try {
            operation = checkRequest(exchange.request(), inRequest);
            checked = inResponse;
            checkResponse(operation, exchange, inRequest, inResponse);
        } catch (RuntimeException e) {
            // A defect of the check must not count as conformance. The message of the exception is not shown, because
            // it
            // may quote the exchange.
            checked.violation(
                    Rule.UNCHECKED,
                    operation == null ? "" : operation.pointer(),
                    "exchange",
                    "a completed check",
                    e.getClass().getName());
        }
        List<Finding> findings = Stream.of(inRequest.all(), inResponse.all())
                .flatMap(List::stream)
                .map(finding -> finding.in(document))
                .toList();
        return new Verdict(
                exchange,
                operation,
                findings,
                Map.of(Side.REQUEST, inRequest.evidence(), Side.RESPONSE, inResponse.evidence()));
    }

    private void checkResponse(
            @Nullable Operation operation, Exchange exchange, Findings inRequest, Findings inResponse) {
        int status = exchange.response().status();
        if (operation != null && operation.unread()) {
            return;
        }
        if (operation != null) {
            responses.check(operation, exchange, inRequest, inResponse);
        } else if (!NO_SUCH_METHOD.contains(status)
                && (status / 100 == 2 || status / 100 == 5)
                && !OF_EVERY_SERVER.contains(exchange.request().method())) {
            inResponse.violation(
                    Rule.ACCEPTED_INVALID_REQUEST, "/paths", "status", "404, 405 or 501", Integer.toString(status));
        }
    }

    private static Optional<Route> route(List<Route> routes, String method) {
        return routes.stream()
                .filter(route -> route.operation().method().equals(method))
                .findFirst();
    }

    private @Nullable Operation checkRequest(Request request, Findings findings) {
        List<Route> routes = document.routes(request.path());
        if (routes.isEmpty()) {
            findings.violation(
                    Rule.UNDECLARED_PATH, "/paths", "path", "a path of the document", Values.quote(request.path()));
            return null;
        }
        Optional<Route> route = route(routes, request.method());
        if (route.isEmpty()) {
            Severity severity =
                    request.method().equals("OPTIONS") ? Silence.OPTIONS.severity(strictness) : Severity.VIOLATION;
            route = request.method().equals("HEAD") ? route(routes, "GET") : route;
            if (route.isPresent()) {
                severity = Silence.HEAD.severity(strictness);
            }
            findings.add(
                    severity,
                    Rule.UNDECLARED_METHOD,
                    routes.get(0).operation().pathPointer(),
                    "method",
                    routes.stream().map(r -> r.operation().method()).collect(Collectors.joining(" or ")),
                    request.method());
            if (route.isEmpty() || severity == Severity.VIOLATION) {
                return null;
            }
        }
        Route closest = closest(routes, route.get(), request);
        Operation operation = closest.operation();
        if (operation.unread()) {
            operation
                    .defects()
                    .forEach(defect -> findings.gap(defect.pointer(), "exchange", "a legal document", defect.reason()));
        } else {
            requests.check(request, closest, findings);
        }
        return operation;
    }

    /**
     * The route that a request conforms to, or else the first: real documents have paths that differ in the schemas of
     * their variables alone.
     */
    private Route closest(List<Route> routes, Route first, Request request) {
        List<Route> alike = routes.stream()
                .filter(route ->
                        route.operation().method().equals(first.operation().method()))
                .toList();
        return alike.size() == 1
                ? first
                : alike.stream()
                        .filter(route -> {
                            Findings trial = new Findings(Side.REQUEST, false);
                            requests.check(request, route, trial);
                            return !trial.hasViolations();
                        })
                        .findFirst()
                        .orElse(first);
    }
}
