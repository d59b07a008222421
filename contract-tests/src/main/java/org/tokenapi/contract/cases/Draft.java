package org.tokenapi.contract.cases;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.check.Exchange;
import org.tokenapi.contract.check.Headers;
import org.tokenapi.contract.spec.PathTemplate;

/**
 * A request in the making: in parts, so that one can be changed and the rest stays. Immutable.
 *
 * @param query the values encoded, because what separates them is not
 */
record Draft(
        String method,
        PathTemplate path,
        Map<String, String> pathValues,
        Map<String, List<String>> query,
        Map<String, String> headers,
        byte[] body) {

    Draft method(String other) {
        return new Draft(other, path, pathValues, query, headers, body);
    }

    Draft pathValue(String name, String value) {
        return new Draft(method, path, with(pathValues, name, value), query, headers, body);
    }

    /** @param values not encoded; null for none */
    Draft query(String name, @Nullable List<String> values) {
        return new Draft(
                method,
                path,
                pathValues,
                with(
                        query,
                        name,
                        values == null
                                ? null
                                : values.stream().map(Draft::encode).toList()),
                headers,
                body);
    }

    /** @param separator as it is written between the values, which are not encoded yet */
    Draft query(String name, List<String> values, String separator) {
        String joined = values.stream().map(Draft::encode).collect(Collectors.joining(separator));
        return new Draft(method, path, pathValues, with(query, name, List.of(joined)), headers, body);
    }

    Draft header(String name, @Nullable String value) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        changed.keySet().removeIf(name::equalsIgnoreCase);
        return new Draft(method, path, pathValues, query, with(changed, name, value), body);
    }

    Draft body(String text) {
        return new Draft(method, path, pathValues, query, headers, text.getBytes(StandardCharsets.UTF_8));
    }

    Draft withoutBody() {
        return body("").header("Content-Type", null);
    }

    Exchange.Request toRequest() {
        String queryString = write(query);
        String target = path.expand(pathValues) + (queryString.isEmpty() ? "" : "?" + queryString);
        Map<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, value) -> fields.put(name, List.of(value)));
        return new Exchange.Request(method.toUpperCase(Locale.ROOT), target, Headers.of(fields), body);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static <V> Map<String, V> with(Map<String, V> values, String name, @Nullable V value) {
        Map<String, V> changed = new LinkedHashMap<>(values);
        if (value == null) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        return changed;
    }

    /** Fields as a form. */
    static String encode(Map<String, List<String>> fields) {
        Map<String, List<String>> encoded = new LinkedHashMap<>();
        fields.forEach((name, values) ->
                encoded.put(name, values.stream().map(Draft::encode).toList()));
        return write(encoded);
    }

    private static String write(Map<String, List<String>> fields) {
        return fields.entrySet().stream()
                .flatMap(field -> field.getValue().stream().map(value -> encode(field.getKey()) + "=" + value))
                .collect(Collectors.joining("&"));
    }
}
