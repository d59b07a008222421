package org.tokenapi.contract.check;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tokenapi.contract.spec.Encoding;
import org.tokenapi.contract.spec.Parameter;
import org.tokenapi.contract.spec.Parameter.In;

/**
 * How a parameter is written: the styles of OpenAPI, which are expansions of RFC 6570, in both directions. Where a
 * separator stands for itself it is not encoded, and what is encoded is data: texts are split before they are decoded.
 *
 * <p>Sources: OpenAPI 3.1.1, "Style Values" and appendix C; RFC 6570, section 3.2. OpenAPI 3.0.3 writes the dots of
 * {@code label} without {@code explode} where RFC 6570 has commas; both are read.
 */
public final class ParameterSyntax {
    private final String name;
    private final In in;
    private final String style;
    private final boolean explode;

    private ParameterSyntax(String name, In in, String style, boolean explode) {
        this.name = name;
        this.in = in;
        this.style = style;
        this.explode = explode;
    }

    /** That of a parameter or header without {@code content}. */
    public static ParameterSyntax of(Parameter parameter) {
        return new ParameterSyntax(parameter.name(), parameter.in(), parameter.style(), parameter.explode());
    }

    /** That of a property of a form which is written as a query parameter is; empty for one that is not. */
    public static Optional<ParameterSyntax> of(String property, Encoding encoding) {
        return Optional.ofNullable(encoding.style())
                .map(style -> new ParameterSyntax(property, In.QUERY, style, encoding.explode()));
    }

    /** Whether the properties of an object are fields of their own, or parts of a path with names of their own. */
    public boolean spreadsObjects() {
        return style.equals("deepObject") || in == In.QUERY && explode || in == In.COOKIE && explode;
    }

    // Reading. Each reads the texts that came, still encoded, as one kind of value; empty if they can't be such.

    /** One value. */
    Optional<String> text(List<String> raw) {
        return raw.size() == 1 ? content(raw.get(0)).map(this::decode) : Optional.empty();
    }

    /** A list. */
    Optional<List<String>> items(List<String> raw) {
        if (raw.size() > 1 && in != In.HEADER) {
            // RFC 6570 repeats what is exploded. Most servers read a repeated list as one in either case.
            return repeats()
                    ? Optional.of(raw.stream().map(this::decode).toList())
                    : style.equals("form")
                            ? Optional.of(raw.stream()
                                    .flatMap(text -> split(text).stream())
                                    .map(this::decode)
                                    .toList())
                            : Optional.empty();
        }
        Optional<String> content = content(String.join(",", raw));
        if (repeats() && in != In.PATH) {
            return content.map(one -> List.of(decode(one)));
        }
        return content.map(text -> split(text).stream().map(this::decode).toList());
    }

    /** An object whose properties are written in one text. */
    Optional<Map<String, List<String>>> fields(List<String> raw) {
        if (raw.size() > 1 && in != In.HEADER) {
            return Optional.empty();
        }
        if (in == In.PATH && style.equals("matrix") && explode) {
            // The names of the properties take the place of the parameter's own.
            String text = String.join(",", raw);
            return text.startsWith(";") ? pairs(List.of(text.substring(1).split(";", -1))) : Optional.empty();
        }
        return content(String.join(",", raw)).flatMap(text -> explode ? pairs(split(text)) : alternating(split(text)));
    }

    private Optional<Map<String, List<String>>> pairs(List<String> parts) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (String part : parts) {
            int equals = part.indexOf('=');
            if (equals < 0) {
                return Optional.empty();
            }
            add(fields, part.substring(0, equals), part.substring(equals + 1));
        }
        return Optional.of(fields);
    }

    private Optional<Map<String, List<String>>> alternating(List<String> parts) {
        if (parts.size() % 2 != 0) {
            return Optional.empty();
        }
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (int i = 0; i < parts.size(); i += 2) {
            add(fields, parts.get(i), parts.get(i + 1));
        }
        return Optional.of(fields);
    }

    private void add(Map<String, List<String>> fields, String field, String value) {
        fields.computeIfAbsent(decode(field.trim()), key -> new ArrayList<>()).add(decode(value.trim()));
    }

    /** What stands behind the prefix of the style. */
    private Optional<String> content(String raw) {
        return switch (style) {
            case "label" -> raw.startsWith(".") ? Optional.of(raw.substring(1)) : Optional.empty();
            case "matrix" -> {
                String prefix = ";" + encode(name);
                yield raw.equals(prefix)
                        ? Optional.of("")
                        : raw.startsWith(prefix + "=")
                                ? Optional.of(raw.substring(prefix.length() + 1))
                                : Optional.empty();
            }
            default -> Optional.of(raw);
        };
    }

    private List<String> split(String text) {
        String separator = switch (style) {
            case "spaceDelimited" -> "%20|\\+| ";
            case "pipeDelimited" -> "\\||%7[Cc]";
            case "label" -> explode || text.indexOf(',') < 0 ? "\\." : ",";
            case "matrix" -> explode ? ";" + Pattern.quote(encode(name)) + "=" : ",";
            default -> ",";
        };
        List<String> parts = List.of(text.split(separator, -1));
        // RFC 9110, section 5.6.1: elements of a header may have white space around them.
        return in == In.HEADER ? parts.stream().map(String::trim).toList() : parts;
    }

    /** Whether each element of a list comes as a text of its own, with the name. */
    private boolean repeats() {
        return explode && (in == In.QUERY || in == In.COOKIE) && !style.equals("deepObject");
    }

    /** A text as it is meant. */
    String decode(String raw) {
        return switch (in) {
            case HEADER -> raw;
            case QUERY -> FormEncoding.decode(raw);
            // A plus sign is not a space here. OpenAPI 3.2 has a style for cookies that are not encoded.
            case PATH, COOKIE, QUERYSTRING ->
                style.equals("cookie") ? raw : FormEncoding.decode(raw.replace("+", "%2B"));
        };
    }

    // Writing.

    /** One value, as it stands in a path, a header or a cookie, or behind a name and an equals sign in a query. */
    public String write(String text) {
        return prefix() + encode(text);
    }

    /** A list; in a query or cookie one text for each element if it is exploded. */
    public List<String> writeItems(List<String> items) {
        List<String> encoded = items.stream().map(this::encode).toList();
        if (repeats()) {
            return encoded;
        }
        return List.of(
                style.equals("matrix") && explode
                        ? encoded.stream().map(item -> prefix() + item).collect(Collectors.joining())
                        : prefix() + String.join(separator(), encoded));
    }

    /** An object in one text; not for those that are spread. */
    public String writeFields(Map<String, List<String>> fields) {
        Stream<String> parts = fields.entrySet().stream()
                .flatMap(field -> field.getValue().stream()
                        .map(value -> encode(field.getKey()) + (explode ? "=" : separator()) + encode(value)));
        return style.equals("matrix") && explode
                ? parts.map(part -> ";" + part).collect(Collectors.joining())
                : prefix() + parts.collect(Collectors.joining(separator()));
    }

    /** The field of a query in which a property of a spread object is written. */
    public String field(String property) {
        return style.equals("deepObject") ? name + "[" + property + "]" : property;
    }

    /** The property that a field of a query stands for; empty if the field is not of this parameter. */
    Optional<String> property(String field) {
        if (!style.equals("deepObject")) {
            return Optional.of(field);
        }
        boolean own = field.startsWith(name + "[") && field.endsWith("]");
        return own ? Optional.of(field.substring(name.length() + 1, field.length() - 1)) : Optional.empty();
    }

    private String prefix() {
        return switch (style) {
            case "label" -> ".";
            case "matrix" -> ";" + encode(name) + "=";
            default -> "";
        };
    }

    private String separator() {
        return switch (style) {
            case "spaceDelimited" -> "%20";
            case "pipeDelimited" -> "%7C";
            case "label" -> explode ? "." : ",";
            default -> ",";
        };
    }

    private String encode(String text) {
        return in == In.HEADER
                ? text
                : URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
