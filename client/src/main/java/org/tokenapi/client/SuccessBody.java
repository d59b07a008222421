package org.tokenapi.client;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/**
 * The body of a success.
 *
 * @param value the model; null if the body can't be read
 * @param problem why it can't be read, without anything that it holds; empty if it can be read
 */
record SuccessBody<T>(@Nullable T value, String problem) {

    static <T> SuccessBody<T> read(HttpResponse<byte @Nullable []> response, Call<T> call, Transport transport) {
        byte[] bytes = response.body();
        if (bytes == null) {
            return unreadable("the body is larger than largestResponse, " + transport.largestResponse() + " bytes");
        }
        if (bytes.length == 0) {
            return unreadable("the body is empty");
        }
        // A body without a type is read as JSON: it may hold a secret that can't be had a second time.
        String type = response.headers().firstValue("Content-Type").orElse(call.accept());
        if (!isExpected(type, call.accept())) {
            return unreadable("the media type is not the expected one, " + call.accept());
        }
        T value;
        try {
            value = transport.mapper().readValue(bytes, call.responseType());
        } catch (JacksonException e) {
            // Neither as the cause nor with its message: both may quote the body.
            return unreadable("cannot parse the body" + place(e));
        }
        List<String> missing = value == null ? List.of("the body is JSON null") : call.missing(value);
        return missing.isEmpty() ? new SuccessBody<>(value, "") : unreadable(String.join("; ", missing));
    }

    private static <T> SuccessBody<T> unreadable(String problem) {
        return new SuccessBody<>(null, problem);
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
