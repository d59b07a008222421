package org.tokenapi.client;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.json.JsonMapper;

/**
 * The body of a success.
 *
 * @param value the model; null if the body can't be read
 * @param problem why it can't be read, without anything that it holds; empty if it can be read
 * @param warnings what of it does not follow the document, without values
 * @param bytes the body; null if it was too large
 */
record SuccessBody<T>(@Nullable T value, String problem, List<String> warnings, byte @Nullable [] bytes) {

    static <T> SuccessBody<T> read(HttpResponse<byte @Nullable []> response, Call<T> call, Transport transport) {
        byte[] bytes = response.body();
        if (bytes == null) {
            return unreadable(
                    "the body is larger than largestResponse, " + transport.largestResponse() + " bytes", null);
        }
        if (bytes.length == 0) {
            return unreadable("the body is empty", bytes);
        }
        if (!ContentCoding.isKnown(ContentCoding.of(response.headers()))) {
            return unreadable("the content coding is not supported", bytes);
        }
        // A body without a type is read as JSON: it may hold a secret that can't be had a second time.
        String type = response.headers().firstValue("Content-Type").orElse(call.accept());
        String otherType = "the media type is not the expected one, " + call.accept();
        if (!isJson(type)) {
            return unreadable(otherType, bytes);
        }
        List<String> warnings = new ArrayList<>();
        if (!isExpected(type, call.accept())) {
            warnings.add(otherType);
        }
        T value;
        try {
            value = parsed(bytes, call, transport, warnings);
        } catch (JacksonException e) {
            // Neither as the cause nor with its message: both may quote the body.
            return unreadable("cannot parse the body" + place(e), bytes);
        }
        if (value == null) {
            return unreadable("the body is JSON null", bytes);
        }
        List<String> missing = call.missing(value, warnings);
        return missing.isEmpty()
                ? new SuccessBody<>(value, "", List.copyOf(warnings), bytes)
                : unreadable(String.join("; ", missing), bytes);
    }

    private static <T> @Nullable T parsed(byte[] bytes, Call<T> call, Transport transport, List<String> warnings) {
        try {
            return transport.mapper().readValue(bytes, call.responseType());
        } catch (JacksonException strict) {
            try {
                return transport.lenient().read(bytes, call.responseType(), warnings);
            } catch (JacksonException lenient) {
                throw strict;
            }
        }
    }

    private static <T> SuccessBody<T> unreadable(String problem, byte @Nullable [] bytes) {
        return new SuccessBody<>(null, problem, List.of(), bytes);
    }

    /** The body for an exception. */
    UnreadBody unread(JsonMapper mapper) {
        return bytes == null ? UnreadBody.NONE : UnreadBody.of(bytes, mapper);
    }

    /** Whether the type may be that of JSON. A server that does not know a type sends {@code octet-stream}. */
    private static boolean isJson(String type) {
        String essence = essence(type).toLowerCase(Locale.ROOT);
        return essence.isEmpty()
                || essence.equals("application/octet-stream")
                || essence.matches("(application|text)/(x-)?json|[^/]+/.+\\+json");
    }

    private static boolean isExpected(String type, String accepted) {
        String essence = essence(type);
        return essence.equalsIgnoreCase("application/json") || essence.equalsIgnoreCase(essence(accepted));
    }

    /** A media type without its parameters, whose values may be newer than this client. */
    private static String essence(String mediaType) {
        int end = mediaType.indexOf(';');
        return (end < 0 ? mediaType : mediaType.substring(0, end)).strip();
    }

    /** Line, column and the path of properties. The keys of a map are a part of the body, so they are not shown. */
    private static String place(JacksonException e) {
        TokenStreamLocation location = e.getLocation();
        String at = location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
        String path = e.getPath().stream()
                .map(step -> step.from() instanceof Map
                        ? "*"
                        : step.getPropertyName() == null ? String.valueOf(step.getIndex()) : step.getPropertyName())
                .collect(Collectors.joining("/"));
        return path.isEmpty() ? at : at + ", property " + path;
    }
}
