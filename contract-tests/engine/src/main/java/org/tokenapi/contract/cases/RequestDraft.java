package org.tokenapi.contract.cases;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.check.Exchange;
import org.tokenapi.contract.check.Headers;
import org.tokenapi.contract.spec.PathTemplate;

/**
 * A request in parts, each of which can be changed separately. Immutable. What is encoded in it stays as it is, because
 * the separators of a list are not encoded.
 *
 * @param pathValues the values of the path's variables, percent-encoded
 * @param query for each parameter the fields that it is written in, values percent-encoded: an object can have several
 * @param cookies the same for the cookies
 * @param headers the headers; names are case-insensitive
 */
record RequestDraft(
        String method,
        PathTemplate path,
        Map<String, String> pathValues,
        Map<String, Map<String, List<String>>> query,
        Map<String, Map<String, List<String>>> cookies,
        Map<String, String> headers,
        byte[] body) {

    /** A request without a body, and without parameters except the cookies among the headers. */
    static RequestDraft of(String method, PathTemplate path, Map<String, String> headers) {
        Map<String, String> others = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        others.putAll(headers);
        String given = others.remove("Cookie");
        Map<String, Map<String, List<String>>> cookies = new LinkedHashMap<>();
        for (String cookie : given == null ? new String[0] : given.split(";")) {
            String[] pair = cookie.trim().split("=", 2);
            if (pair.length == 2) {
                cookies.put(pair[0], Map.of(pair[0], List.of(pair[1])));
            }
        }
        return new RequestDraft(method, path, Map.of(), Map.of(), cookies, others, new byte[0]);
    }

    RequestDraft method(String other) {
        return new RequestDraft(other, path, pathValues, query, cookies, headers, body);
    }

    RequestDraft pathValue(String name, String encoded) {
        return new RequestDraft(method, path, with(pathValues, name, encoded), query, cookies, headers, body);
    }

    /** @param fields the fields of a parameter; null to remove it */
    RequestDraft query(String parameter, @Nullable Map<String, List<String>> fields) {
        return new RequestDraft(method, path, pathValues, with(query, parameter, fields), cookies, headers, body);
    }

    /** @param fields the cookies of a parameter; null to remove it */
    RequestDraft cookie(String parameter, @Nullable Map<String, List<String>> fields) {
        return new RequestDraft(method, path, pathValues, query, with(cookies, parameter, fields), headers, body);
    }

    RequestDraft header(String name, @Nullable String value) {
        Map<String, String> changed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        changed.putAll(headers);
        changed.remove(name);
        if (value != null) {
            changed.put(name, value);
        }
        return new RequestDraft(method, path, pathValues, query, cookies, changed, body);
    }

    RequestDraft body(String text) {
        return body(text.getBytes(StandardCharsets.UTF_8));
    }

    RequestDraft body(byte[] bytes) {
        return new RequestDraft(method, path, pathValues, query, cookies, headers, bytes);
    }

    RequestDraft withoutBody() {
        return body("").header("Content-Type", null);
    }

    Exchange.Request toRequest() {
        String queryString = write(query, "&");
        String target = path.expand(pathValues) + (queryString.isEmpty() ? "" : "?" + queryString);
        Map<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, value) -> fields.put(name, List.of(value)));
        String cookieString = Stream.of(headers.getOrDefault("Cookie", ""), write(cookies, "; "))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("; "));
        if (!cookieString.isEmpty()) {
            fields.put("Cookie", List.of(cookieString));
        }
        return new Exchange.Request(method.toUpperCase(Locale.ROOT), target, Headers.of(fields), body);
    }

    static String encode(String text) {
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

    private static String write(Map<String, Map<String, List<String>>> parameters, String separator) {
        return parameters.values().stream()
                .flatMap(fields -> fields.entrySet().stream())
                .flatMap(field -> field.getValue().stream()
                        .map(value ->
                                // A whole query has no name.
                                field.getKey().isEmpty() ? value : encode(field.getKey()) + "=" + value))
                .collect(Collectors.joining(separator));
    }
}
