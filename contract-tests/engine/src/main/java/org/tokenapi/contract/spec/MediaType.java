package org.tokenapi.contract.spec;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A media type or media range with parameters (RFC 9110, sections 8.3.1 and 12.5.1). Immutable.
 *
 * <p>Type, subtype and parameter names are in lower case. Values are unquoted and keep their case. Media types that
 * differ only in the order or the quoting of their parameters are equal.
 *
 * @param type for example {@code application}, or {@code *}
 * @param subtype for example {@code vnd.example+json}, or {@code *}
 * @param parameters the parameters by name
 */
public record MediaType(String type, String subtype, Map<String, String> parameters) {
    private static final String TOKEN = "[!#$%&'*+\\-.^_`|~0-9A-Za-z]+";
    private static final Pattern TYPE = Pattern.compile("\\s*(" + TOKEN + ")/(" + TOKEN + ")\\s*");
    private static final Pattern PARAMETER =
            Pattern.compile("\\G\\s*;\\s*(?:(" + TOKEN + ")=(?:(" + TOKEN + ")|\"((?:[^\"\\\\]++|\\\\.)*+)\")\\s*)?");

    /** Subtypes that have a JSON text in each line. */
    private static final Set<String> LINES =
            Set.of("jsonl", "x-jsonl", "jsonlines", "x-jsonlines", "ndjson", "x-ndjson");

    public MediaType {
        parameters = Map.copyOf(parameters);
    }

    /**
     * Parses a media type of a header or of a document.
     *
     * @return empty if the text is not a media type
     */
    public static Optional<MediaType> parse(String text) {
        Matcher type = TYPE.matcher(text);
        if (!type.lookingAt()) {
            return Optional.empty();
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        Matcher parameter = PARAMETER.matcher(text);
        int end = type.end();
        while (end < text.length()) {
            if (!parameter.find(end)) {
                return Optional.empty();
            }
            end = parameter.end();
            if (parameter.group(1) != null) {
                String value = parameter.group(2) != null
                        ? parameter.group(2)
                        : parameter.group(3).replaceAll("\\\\(.)", "$1");
                parameters.putIfAbsent(parameter.group(1).toLowerCase(Locale.ROOT), value);
            }
        }
        return Optional.of(new MediaType(
                type.group(1).toLowerCase(Locale.ROOT), type.group(2).toLowerCase(Locale.ROOT), parameters));
    }

    /**
     * Whether this is the same type and subtype as the other one, or a range that contains it. Parameters are ignored.
     */
    public boolean covers(MediaType other) {
        return (type.equals("*") || type.equals(other.type)) && (subtype.equals("*") || subtype.equals(other.subtype));
    }

    /** Whether it is JSON: {@code application/json} or a subtype that ends in {@code +json} (RFC 6839, section 3.1). */
    public boolean isJson() {
        return subtype.equals("json") || subtype.endsWith("+json");
    }

    /** Whether it is {@code application/x-www-form-urlencoded}. */
    public boolean isForm() {
        return type.equals("application") && subtype.equals("x-www-form-urlencoded");
    }

    /** Whether it is a form in parts, {@code multipart/form-data} (RFC 7578). */
    public boolean isMultipartForm() {
        return type.equals("multipart") && subtype.equals("form-data");
    }

    /** Whether it is server-sent events. */
    public boolean isEventStream() {
        return type.equals("text") && subtype.equals("event-stream");
    }

    /** Whether it is a JSON text sequence (RFC 7464, and RFC 8091 for the suffix). */
    public boolean isJsonSequence() {
        return subtype.equals("json-seq") || subtype.endsWith("+json-seq");
    }

    /** Whether it is a sequence of items that can be read one by one (OpenAPI 3.2, "Sequential Media Types"). */
    public boolean isSequential() {
        return isEventStream() || isJsonSequence() || LINES.contains(subtype);
    }

    /** A media type of this range, for whoever has to name one: JSON where it can be anything. */
    public MediaType concrete() {
        String concreteType = type.equals("*") ? "application" : type;
        String concreteSubtype = !subtype.equals("*")
                ? subtype
                : switch (concreteType) {
                    case "text" -> "plain";
                    case "image" -> "png";
                    case "audio" -> "mpeg";
                    case "video" -> "mp4";
                    case "font" -> "woff2";
                    case "multipart" -> "form-data";
                    default -> "json";
                };
        return new MediaType(concreteType, concreteSubtype, parameters);
    }

    /** The media type as in a header, with its parameters sorted by name. */
    @Override
    public String toString() {
        return type + "/" + subtype
                + parameters.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(p -> ";" + p.getKey() + "=" + quoteIfNeeded(p.getValue()))
                        .collect(Collectors.joining());
    }

    private static String quoteIfNeeded(String value) {
        return value.matches(TOKEN) ? value : "\"" + value.replaceAll("([\"\\\\])", "\\\\$1") + "\"";
    }
}
