package org.tokenapi.contract.check;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.spec.Content;
import org.tokenapi.contract.spec.Parameter;
import org.tokenapi.contract.spec.Parameter.In;
import org.tokenapi.contract.spec.SchemaRef;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Checks the values of parameters and headers. Thread-safe. */
final class ParameterChecker {
    private final SchemaChecker schemas;
    private final ValueReader values;
    private final JsonMapper mapper;

    ParameterChecker(SchemaChecker schemas, ValueReader values, JsonMapper mapper) {
        this.schemas = schemas;
        this.values = values;
        this.mapper = mapper;
    }

    /** The place of a parameter in findings, for example {@code query limit}. */
    static String place(Parameter parameter) {
        return parameter.in().name().toLowerCase(Locale.ROOT) + " " + parameter.name();
    }

    /** Checks a query parameter. The names of the fields are decoded, their values are not. */
    void checkQuery(Parameter parameter, Map<String, List<String>> fields, Findings findings) {
        SchemaRef schema = parameter.schema();
        boolean spread = schema != null
                && values.isObject(schema)
                && (parameter.style().equals("deepObject") || parameter.style().equals("form") && parameter.explode());
        if (spread) {
            Map<String, List<String>> own = new LinkedHashMap<>();
            fields.forEach((name, texts) -> property(parameter, schema, name)
                    .ifPresent(property -> own.put(
                            property, texts.stream().map(FormEncoding::decode).toList())));
            if (!own.isEmpty() || parameter.required()) {
                present(parameter, !own.isEmpty(), Side.REQUEST, findings);
                if (!own.isEmpty()) {
                    checkValue(parameter, schema, values.object(own, schema, Side.REQUEST), Side.REQUEST, findings);
                }
            }
        } else {
            check(
                    parameter,
                    fields.getOrDefault(parameter.name(), List.of()),
                    FormEncoding::decode,
                    Side.REQUEST,
                    findings);
        }
    }

    /** Whether a field of the query belongs to a parameter. */
    boolean isFieldOf(Parameter parameter, String field) {
        SchemaRef schema = parameter.schema();
        return parameter.name().equals(field)
                || schema != null
                        && values.isObject(schema)
                        && property(parameter, schema, field).isPresent();
    }

    /** The property of an object parameter that a field of the query represents. */
    private Optional<String> property(Parameter parameter, SchemaRef schema, String field) {
        if (!parameter.style().equals("deepObject")) {
            return values.names(schema, field) ? Optional.of(field) : Optional.empty();
        }
        boolean own = field.startsWith(parameter.name() + "[") && field.endsWith("]");
        return own ? Optional.of(field.substring(parameter.name().length() + 1, field.length() - 1)) : Optional.empty();
    }

    /** Checks a header. Several values are one list (RFC 9110, section 5.3). */
    void checkHeader(Parameter header, Headers headers, Side side, Findings findings) {
        // The values of Set-Cookie can't be joined (RFC 6265, section 3).
        List<String> texts = header.name().equalsIgnoreCase("Set-Cookie")
                ? headers.all(header.name())
                : headers.get(header.name()).stream().toList();
        if (texts.size() < 2) {
            check(header, texts, UnaryOperator.identity(), side, findings);
        } else {
            texts.forEach(text -> check(header, List.of(text), UnaryOperator.identity(), side, findings));
        }
    }

    /**
     * Checks the texts of a parameter.
     *
     * @param texts as sent; empty if the parameter is absent
     * @param decode decodes a text of this location
     */
    void check(Parameter parameter, List<String> texts, UnaryOperator<String> decode, Side side, Findings findings) {
        present(parameter, !texts.isEmpty(), side, findings);
        if (texts.isEmpty() || parameter.allowEmptyValue() && texts.equals(List.of(""))) {
            return;
        }
        SchemaRef schema = parameter.schema();
        Content content = parameter.content();
        if (content != null) {
            checkContent(parameter, content, decode.apply(texts.get(0)), side, findings);
        } else if (schema != null && values.isObject(schema)) {
            checkObject(parameter, schema, texts.get(0), decode, side, findings);
        } else if (schema != null && values.isList(schema, texts.size())) {
            List<String> elements =
                    elements(parameter, texts).stream().map(decode).toList();
            checkValue(parameter, schema, values.array(elements, schema, side), side, findings);
        } else if (schema != null) {
            if (texts.size() > 1) {
                findings.violation(
                        Rule.REPEATED_PARAMETER,
                        parameter.pointer(),
                        place(parameter),
                        "one value",
                        texts.size() + " values");
            }
            checkValue(parameter, schema, values.scalar(decode.apply(texts.get(0)), schema, side), side, findings);
        }
    }

    private static void present(Parameter parameter, boolean isPresent, Side side, Findings findings) {
        if (isPresent) {
            findings.touched(parameter.pointer());
        }
        if (parameter.required() && !isPresent) {
            Rule rule = side == Side.REQUEST ? Rule.MISSING_PARAMETER : Rule.MISSING_HEADER;
            findings.violation(rule, parameter.pointer(), place(parameter), "a value", "none");
        }
    }

    private void checkValue(Parameter parameter, SchemaRef schema, JsonNode value, Side side, Findings findings) {
        schemas.check(schema, value, place(parameter), side, findings);
    }

    private void checkContent(Parameter parameter, Content content, String text, Side side, Findings findings) {
        SchemaRef schema = content.schema();
        if (schema == null || !content.mediaType().isJson()) {
            return;
        }
        JsonNode value;
        try {
            value = mapper.readTree(text);
        } catch (JacksonException e) {
            findings.violation(Rule.MALFORMED_BODY, content.pointer(), place(parameter), "JSON", "a syntax error");
            return;
        }
        checkValue(parameter, schema, value, side, findings);
    }

    /** The styles simple, and form without explode: {@code a,1,b,2}; simple with explode: {@code a=1,b=2}. */
    private void checkObject(
            Parameter parameter,
            SchemaRef schema,
            String text,
            UnaryOperator<String> decode,
            Side side,
            Findings findings) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        List<String> parts = Arrays.asList(text.split(",", -1));
        if (parameter.explode()) {
            parts.forEach(part -> {
                String[] pair = part.split("=", 2);
                fields.put(decode.apply(pair[0]), List.of(pair.length == 2 ? decode.apply(pair[1]) : ""));
            });
        } else {
            for (int i = 0; i + 1 < parts.size(); i += 2) {
                fields.put(decode.apply(parts.get(i)), List.of(decode.apply(parts.get(i + 1))));
            }
        }
        checkValue(parameter, schema, values.object(fields, schema, side), side, findings);
    }

    private static List<String> elements(Parameter parameter, List<String> texts) {
        if (parameter.explode() && parameter.style().equals("form")) {
            return texts;
        }
        String separator = switch (parameter.style()) {
            case "spaceDelimited" -> "%20|\\+";
            case "pipeDelimited" -> "\\||%7[Cc]";
            default -> ",";
        };
        boolean header = parameter.in() == In.HEADER;
        return texts.stream()
                .flatMap(text -> Arrays.stream(text.split(separator, -1)))
                .map(text -> header ? text.trim() : text)
                .toList();
    }
}
