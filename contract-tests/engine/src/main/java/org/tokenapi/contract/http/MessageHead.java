package org.tokenapi.contract.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.check.Headers;

/**
 * The start line and the header fields of a message, as they were written: in their order, names in their case, values
 * to the byte (RFC 9112, sections 2.1 and 5). Immutable.
 *
 * @param start the start line
 * @param fields the header fields
 */
record MessageHead(String start, List<Field> fields) {
    private static final int LONGEST = 256 * 1024;

    /** The fields that concern one connection alone (RFC 9110, section 7.6.1), besides those that Connection names. */
    private static final Set<String> OF_ONE_CONNECTION = Set.of(
            "connection", "keep-alive", "proxy-connection", "te", "upgrade", "http2-settings", "proxy-authenticate");

    MessageHead {
        fields = List.copyOf(fields);
    }

    /**
     * A header field.
     *
     * @param value without the white space around it
     * @param line as it was written
     */
    record Field(String name, String value, String line) {
        Field(String name, String value) {
            this(name, value, name + ": " + value);
        }

        boolean isNamed(String other) {
            return name.equalsIgnoreCase(other);
        }
    }

    /**
     * Reads a head, and nothing that follows it.
     *
     * @return null if the connection ended before it
     * @throws MalformedMessageException if it is not one of HTTP/1
     */
    static @Nullable MessageHead read(InputStream in) throws IOException {
        String start = line(in, true);
        while (start != null && start.isEmpty()) {
            // RFC 9112, section 2.2: an empty line before a request is passed over.
            start = line(in, true);
        }
        if (start == null) {
            return null;
        }
        List<Field> fields = new ArrayList<>();
        int length = start.length();
        for (String line = line(in, false); line != null && !line.isEmpty(); line = line(in, false)) {
            length += line.length();
            int colon = line.indexOf(':');
            if (length > LONGEST
                    || colon < 1
                    || Character.isWhitespace(line.charAt(0))
                    || line.charAt(colon - 1) == ' ') {
                throw new MalformedMessageException(length > LONGEST ? 431 : 400, "a header field is malformed");
            }
            fields.add(new Field(
                    line.substring(0, colon), line.substring(colon + 1).trim(), line));
        }
        return new MessageHead(start, fields);
    }

    /** The head of a response, with its date (RFC 9110, section 6.6.1). */
    static MessageHead response(int status) {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
        return new MessageHead("HTTP/1.1 " + status + " ", List.of(new Field("Date", date)));
    }

    private static @Nullable String line(InputStream in, boolean mayEnd) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0 && mayEnd && line.size() == 0) {
                return null;
            }
            if (b < 0 || line.size() > LONGEST) {
                throw new MalformedMessageException(b < 0 ? 400 : 431, "a head that does not end");
            }
            line.write(b);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    void write(OutputStream out) throws IOException {
        StringBuilder text = new StringBuilder(start).append("\r\n");
        fields.forEach(field -> text.append(field.line).append("\r\n"));
        out.write(text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    /** A part of the start line: 0 and 1 as they stand there, 2 the rest. */
    String part(int index) {
        String[] parts = start.split(" ", 3);
        return index < parts.length ? parts[index] : "";
    }

    /** The target of a request as a server takes it: clients send proxies a whole URL (RFC 9112, section 3.2.2). */
    String target() {
        return part(1).replaceFirst("(?i)^https?://[^/?#]*(?=/)", "");
    }

    /** The status of a response. */
    int status() throws MalformedMessageException {
        if (!start.matches("HTTP/1\\.[01] [1-9]\\d\\d( .*)?")) {
            throw new MalformedMessageException(502, "a status line that is none");
        }
        return Integer.parseInt(part(1));
    }

    Optional<String> value(String name) {
        List<String> values = fields.stream()
                .filter(field -> field.isNamed(name))
                .map(Field::value)
                .toList();
        return values.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", values));
    }

    /** Whether one of the elements of a list field is this word. */
    boolean lists(String name, String word) {
        return Arrays.stream(value(name).orElse("").split(","))
                .anyMatch(element -> element.trim().equalsIgnoreCase(word));
    }

    /** Whether the sender wants to go on using the connection (RFC 9112, section 9.3). */
    boolean keepsConnection() {
        boolean newer = start.startsWith("HTTP/1.1 ") || start.endsWith(" HTTP/1.1");
        return newer ? !lists("Connection", "close") : lists("Connection", "keep-alive");
    }

    MessageHead withStart(String other) {
        return new MessageHead(other, fields);
    }

    /** The same with one field in place of all of its name; at its place, or else at the end. */
    MessageHead with(String name, String value) {
        List<Field> changed = new ArrayList<>();
        boolean done = false;
        for (Field field : fields) {
            if (!field.isNamed(name)) {
                changed.add(field);
            } else if (!done) {
                changed.add(new Field(field.name, value));
                done = true;
            }
        }
        if (!done) {
            changed.add(new Field(name, value));
        }
        return new MessageHead(start, changed);
    }

    /** The same without the fields that concern the connection that it came by. */
    MessageHead withoutConnection() {
        Set<String> named = Arrays.stream(value("Connection").orElse("").split(","))
                .map(name -> name.trim().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        return new MessageHead(
                start,
                fields.stream()
                        .filter(field -> {
                            String name = field.name.toLowerCase(Locale.ROOT);
                            return !OF_ONE_CONNECTION.contains(name) && !named.contains(name);
                        })
                        .toList());
    }

    /** The fields as the check takes them: values as UTF-8 where they are, else as Latin-1. */
    Headers headers() {
        Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        fields.forEach(field ->
                values.computeIfAbsent(field.name, name -> new ArrayList<>()).add(field.value));
        return Headers.of(values);
    }
}
