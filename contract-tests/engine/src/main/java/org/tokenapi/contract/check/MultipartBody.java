package org.tokenapi.contract.check;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tokenapi.contract.spec.MediaType;

/**
 * The parts of a multipart body (RFC 2046, section 5.1), and the names that they have in a form (RFC 7578).
 *
 * @param parts in their order
 */
record MultipartBody(List<Part> parts) {

    /**
     * One part.
     *
     * @param headers its header fields
     * @param content what follows them
     */
    record Part(Headers headers, byte[] content) {

        /** The name of the field, out of {@code Content-Disposition: form-data; name="..."}; empty if it has none. */
        Optional<String> name() {
            return headers.get("Content-Disposition")
                    // It has the form of a media type without a subtype.
                    .flatMap(value -> MediaType.parse(value.replaceFirst("^\\s*form-data", "multipart/form-data")))
                    .map(disposition -> disposition.parameters().get("name"));
        }

        /** The media type; a part without one is plain text (RFC 7578, section 4.4). */
        String mediaType() {
            return headers.get("Content-Type").orElse("text/plain");
        }
    }

    /**
     * Reads a body.
     *
     * @return empty if it is not one: each boundary begins a line, and the last one ends with two hyphens
     */
    static Optional<MultipartBody> read(byte[] body, String boundary) {
        // Bytes and characters are the same in this charset, and texts are easier to search.
        String text = new String(body, StandardCharsets.ISO_8859_1);
        String delimiter = "--" + boundary;
        int start = text.startsWith(delimiter) ? 0 : text.indexOf("\r\n" + delimiter) + 2;
        if (start == 1) {
            return Optional.empty();
        }
        List<Part> parts = new ArrayList<>();
        while (true) {
            int after = start + delimiter.length();
            if (text.startsWith("--", after)) {
                return Optional.of(new MultipartBody(parts));
            }
            int content = text.indexOf("\r\n", after);
            int next = text.indexOf("\r\n" + delimiter, content);
            if (content < 0 || next < 0 || !text.substring(after, content).isBlank()) {
                return Optional.empty();
            }
            Optional<Part> part = part(text.substring(content, next + 2));
            if (part.isEmpty()) {
                return Optional.empty();
            }
            parts.add(part.get());
            start = next + 2;
        }
    }

    /** @param text from the line end before the first header to the one behind the content */
    private static Optional<Part> part(String text) {
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return Optional.empty();
        }
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (String line : text.substring(0, end).split("\r\n")) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                // RFC 7578, section 5.1: names may be in UTF-8.
                String value = new String(
                        line.substring(colon + 1).trim().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
                fields.computeIfAbsent(line.substring(0, colon).trim(), name -> new ArrayList<>())
                        .add(value);
            } else if (!line.isEmpty()) {
                return Optional.empty();
            }
        }
        int content = end + 4;
        int last = Math.max(content, text.length() - 2);
        return Optional.of(
                new Part(Headers.of(fields), text.substring(content, last).getBytes(StandardCharsets.ISO_8859_1)));
    }
}
