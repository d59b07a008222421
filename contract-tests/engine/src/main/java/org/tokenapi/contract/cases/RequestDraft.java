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
 * A request in parts, each of which can be changed separately. Immutable.
 *
 * @param pathValues percent-encoded, because the separators of a list are not encoded
 * @param query percent-encoded, for the same reason
 * @param headers the headers; names are case-insensitive
 */
record RequestDraft(
        String method,
        PathTemplate path,
        Map<String, String> pathValues,
        Map<String, List<String>> query,
        Map<String, String> headers,
        byte[] body) {

    RequestDraft method(String other) {
        return new RequestDraft(other, path, pathValues, query, headers, body);
    }

    RequestDraft pathValue(String name, String encoded) {
        return new RequestDraft(method, path, with(pathValues, name, encoded), query, headers, body);
    }

    /** @param encoded the values, each in a field of its own; null to remove the parameter */
    RequestDraft query(String name, @Nullable List<String> encoded) {
        return new RequestDraft(method, path, pathValues, with(query, name, encoded), headers, body);
    }

    RequestDraft header(String name, @Nullable String value) {
        Map<String, String> changed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        changed.putAll(headers);
        changed.remove(name);
        if (value != null) {
            changed.put(name, value);
        }
        return new RequestDraft(method, path, pathValues, query, changed, body);
    }

    /** @param value the value in the Cookie header; null to remove the cookie */
    RequestDraft cookie(String name, @Nullable String value) {
        Map<String, String> cookies = new LinkedHashMap<>();
        for (String cookie : headers.getOrDefault("Cookie", "").split("; *")) {
            if (!cookie.isEmpty()) {
                String[] pair = cookie.split("=", 2);
                cookies.put(pair[0], pair.length == 2 ? pair[1] : "");
            }
        }
        String joined = with(cookies, name, value).entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
        return header("Cookie", joined.isEmpty() ? null : joined);
    }

    RequestDraft body(String text) {
        return new RequestDraft(method, path, pathValues, query, headers, text.getBytes(StandardCharsets.UTF_8));
    }

    RequestDraft withoutBody() {
        return body("").header("Content-Type", null);
    }

    Exchange.Request toRequest() {
        String queryString = write(query);
        String target = path.expand(pathValues) + (queryString.isEmpty() ? "" : "?" + queryString);
        Map<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, value) -> fields.put(name, List.of(value)));
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

    /** The fields in the encoding of HTML forms. */
    static String encode(Map<String, List<String>> fields) {
        Map<String, List<String>> encoded = new LinkedHashMap<>();
        fields.forEach((name, values) ->
                encoded.put(name, values.stream().map(RequestDraft::encode).toList()));
        return write(encoded);
    }

    private static String write(Map<String, List<String>> fields) {
        return fields.entrySet().stream()
                .flatMap(field -> field.getValue().stream().map(value -> encode(field.getKey()) + "=" + value))
                .collect(Collectors.joining("&"));
    }
}
