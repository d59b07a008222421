package org.tokenapi.gates;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.tokenapi.contract.spec.Content;
import org.tokenapi.contract.spec.Operation;
import org.tokenapi.contract.spec.Parameter;
import org.tokenapi.contract.spec.Parameter.In;

/** A request to an operation, made from the examples of the document; each method returns a changed copy. Immutable. */
record RawCall(
        String method,
        String path,
        Map<String, String> pathValues,
        Map<String, String> query,
        Map<String, String> headers,
        String body) {

    /** A request that conforms: the first example of each parameter and of the body, and the credentials. */
    static RawCall conforming(Operation operation, String bearerToken) {
        Content content = operation.requestBody().content().get(0);
        String accept = operation.successes().stream()
                .map(response -> response.content().get(0).key())
                .findFirst()
                .orElseThrow();
        Map<String, String> headers =
                Map.of("Authorization", "Bearer " + bearerToken, "Accept", accept, "Content-Type", content.key());
        return new RawCall(
                operation.method(),
                operation.path().toString(),
                examples(operation, In.PATH),
                examples(operation, In.QUERY),
                headers,
                content.examples().get(0).value().toString());
    }

    private static Map<String, String> examples(Operation operation, In in) {
        return operation.parameters().stream()
                .filter(parameter -> parameter.in() == in)
                .collect(Collectors.toMap(
                        Parameter::name, p -> p.examples().get(0).value().asString()));
    }

    RawCall method(String newMethod) {
        return new RawCall(newMethod, path, pathValues, query, headers, body);
    }

    RawCall path(String variable, String value) {
        return new RawCall(method, path, with(pathValues, variable, value), query, headers, body);
    }

    RawCall query(String name, String value) {
        return new RawCall(method, path, pathValues, with(query, name, value), headers, body);
    }

    RawCall header(String name, String value) {
        return new RawCall(method, path, pathValues, query, with(headers, name, value), body);
    }

    RawCall bearer(String token) {
        return header("Authorization", "Bearer " + token);
    }

    RawCall body(String newBody) {
        return new RawCall(method, path, pathValues, query, headers, newBody);
    }

    RawCall withoutBody() {
        return body("").header("Content-Type", null);
    }

    HttpRequest toRequest(URI base) {
        String target = path;
        for (Map.Entry<String, String> value : pathValues.entrySet()) {
            target = target.replace("{" + value.getKey() + "}", encode(value.getValue()));
        }
        String queryString = query.entrySet().stream()
                .map(parameter -> encode(parameter.getKey()) + "=" + encode(parameter.getValue()))
                .collect(Collectors.joining("&"));
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(base + target + (queryString.isEmpty() ? "" : "?" + queryString)))
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return request.build();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Map<String, String> with(Map<String, String> values, String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(values);
        if (value == null) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        return changed;
    }
}
