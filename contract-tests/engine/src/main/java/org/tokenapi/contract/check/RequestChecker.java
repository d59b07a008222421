package org.tokenapi.contract.check;

import java.util.List;
import java.util.stream.Collectors;
import org.tokenapi.contract.check.Exchange.Request;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.spec.Content;
import org.tokenapi.contract.spec.OpenApiDocument.Route;
import org.tokenapi.contract.spec.Operation;
import org.tokenapi.contract.spec.Parameter;
import org.tokenapi.contract.spec.Parameter.In;
import org.tokenapi.contract.spec.RequestBody;
import org.tokenapi.contract.spec.SecurityScheme;

/** Checks a request to a declared operation. Thread-safe. */
final class RequestChecker {
    private final ParameterChecker parameters;
    private final CredentialsChecker credentials = new CredentialsChecker();
    private final BodyChecker bodies;

    RequestChecker(ParameterChecker parameters, BodyChecker bodies) {
        this.parameters = parameters;
        this.bodies = bodies;
    }

    boolean hasCredentials(Request request, Route route) {
        return credentials.suffice(route.operation(), RequestParts.of(request, route));
    }

    void check(Request request, Route route, Findings findings) {
        Operation operation = route.operation();
        RequestParts parts = RequestParts.of(request, route);
        for (Parameter parameter : operation.parameters()) {
            parameters.check(parameter, operation, parts, findings);
        }
        noticeUndeclaredQuery(operation, parts, findings);
        credentials.check(operation, parts, findings);
        checkAccept(operation, parts.headers(), findings);
        checkBody(operation, request, findings);
    }

    private void noticeUndeclaredQuery(Operation operation, RequestParts parts, Findings findings) {
        for (String name : parts.query().keySet()) {
            boolean declared = operation.parameters().stream()
                            .anyMatch(p -> (p.in() == In.QUERY || p.in() == In.QUERYSTRING)
                                    && parameters.isFieldOf(p, operation, name))
                    || operation.security().stream()
                            .flatMap(List::stream)
                            .anyMatch(scheme -> isKeyInQuery(scheme, name));
            if (!declared) {
                findings.notice(
                        Rule.UNDECLARED_PARAMETER, operation.pointer(), "query " + name, "no such parameter", "one");
            }
        }
    }

    private static boolean isKeyInQuery(SecurityScheme scheme, String name) {
        return scheme.in() == In.QUERY && name.equals(scheme.parameterName());
    }

    private static void checkAccept(Operation operation, Headers headers, Findings findings) {
        List<Content> representations = operation.successes().stream()
                .flatMap(response -> response.content().stream())
                .toList();
        String accept = headers.get("Accept").orElse("*/*");
        if (!representations.isEmpty()
                && representations.stream().noneMatch(content -> MediaTypes.admits(accept, content.mediaType()))) {
            findings.violation(
                    Rule.NOT_ACCEPTED,
                    operation.pointer() + "/responses",
                    "header Accept",
                    representations.stream().map(Content::key).distinct().collect(Collectors.joining(" or ")),
                    headers.get("Accept").map(Values::quote).orElse("none"));
        }
    }

    private void checkBody(Operation operation, Request request, Findings findings) {
        RequestBody declared = operation.requestBody();
        boolean empty = request.body().length == 0;
        boolean required = declared != null && declared.required();
        boolean mayBeEmpty = required && BodyChecker.mayBeEmpty(declared.content(), request.headers());
        if (empty && !mayBeEmpty) {
            if (required) {
                findings.violation(Rule.MISSING_BODY, declared.pointer(), "body", "a body", "none");
            }
        } else if (declared == null) {
            bodies.check(
                    List.of(),
                    operation.pointer(),
                    request.headers(),
                    request.body(),
                    request.whole(),
                    Side.REQUEST,
                    findings);
        } else {
            findings.touched(declared.pointer());
            bodies.check(
                    declared.content(),
                    declared.pointer(),
                    request.headers(),
                    request.body(),
                    request.whole(),
                    Side.REQUEST,
                    findings);
        }
    }
}
