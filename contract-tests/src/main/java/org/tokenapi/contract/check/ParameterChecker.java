package org.tokenapi.contract.check;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.spec.Content;
import org.tokenapi.contract.spec.Parameter;
import org.tokenapi.contract.spec.SchemaRef;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Checks the values of parameters and headers. */
final class ParameterChecker {
    private final SchemaChecker schemas;
    private final ValueReader values;
    private final JsonMapper mapper;

    ParameterChecker(SchemaChecker schemas, ValueReader values, JsonMapper mapper) {
        this.schemas = schemas;
        this.values = values;
        this.mapper = mapper;
    }

    /** The place of a parameter in a message, for findings. */
    static String place(Parameter parameter) {
        return parameter.in().name().toLowerCase(Locale.ROOT) + " " + parameter.name();
    }

    /** Checks a query parameter against all fields of the query, decoded. */
    void checkQuery(Parameter parameter, Map<String, List<String>> fields, Findings findings) {
        if (parameter.style().equals("deepObject")) {
            checkDeepObject(parameter, fields, findings);
        } else {
            check(parameter, fields.getOrDefault(parameter.name(), List.of()), Side.REQUEST, findings);
        }
    }

    /**
     * Checks the texts that came for a parameter.
     *
     * @param texts decoded; none if it is absent
     */
    void check(Parameter parameter, List<String> texts, Side side, Findings findings) {
        if (texts.isEmpty()) {
            if (parameter.required()) {
                Rule rule = side == Side.REQUEST ? Rule.MISSING_PARAMETER : Rule.MISSING_HEADER;
                findings.violation(rule, parameter.pointer(), place(parameter), "a value", "none");
            }
            return;
        }
        SchemaRef schema = parameter.schema();
        Content content = parameter.content();
        if (content != null) {
            checkContent(parameter, content, texts.get(0), side, findings);
        } else if (schema != null && values.isObject(schema.node())) {
            findings.gap(parameter.pointer(), place(parameter), "a style that can be read", parameter.style());
        } else if (schema != null && values.isArray(schema.node())) {
            schemas.check(
                    schema, values.array(elements(parameter, texts), schema.node()), place(parameter), side, findings);
        } else if (schema != null) {
            if (texts.size() > 1) {
                findings.violation(
                        Rule.REPEATED_PARAMETER,
                        parameter.pointer(),
                        place(parameter),
                        "one value",
                        texts.size() + " values");
            }
            schemas.check(schema, values.scalar(texts.get(0), schema.node()), place(parameter), side, findings);
        }
    }

    private void checkContent(Parameter parameter, Content content, String text, Side side, Findings findings) {
        SchemaRef schema = content.schema();
        if (schema == null) {
            return;
        }
        if (!content.mediaType().isJson()) {
            findings.gap(content.pointer(), place(parameter), "JSON", content.key());
            return;
        }
        try {
            schemas.check(schema, mapper.readTree(text), place(parameter), side, findings);
        } catch (JacksonException e) {
            findings.violation(Rule.MALFORMED_BODY, content.pointer(), place(parameter), "JSON", "something else");
        }
    }

    private void checkDeepObject(Parameter parameter, Map<String, List<String>> fields, Findings findings) {
        SchemaRef schema = parameter.schema();
        if (schema == null) {
            return;
        }
        ObjectNode object = mapper.createObjectNode();
        JsonNode properties = schemas.dereference(schema.node()).path("properties");
        fields.forEach((name, texts) -> {
            if (name.startsWith(parameter.name() + "[") && name.endsWith("]")) {
                String property = name.substring(parameter.name().length() + 1, name.length() - 1);
                object.set(property, values.scalar(texts.get(0), properties.path(property)));
            }
        });
        if (!object.isEmpty()) {
            schemas.check(schema, object, place(parameter), Side.REQUEST, findings);
        } else if (parameter.required()) {
            findings.violation(Rule.MISSING_PARAMETER, parameter.pointer(), place(parameter), "a value", "none");
        }
    }

    private static List<String> elements(Parameter parameter, List<String> texts) {
        boolean repeated = parameter.explode() && parameter.style().equals("form");
        if (repeated) {
            return texts;
        }
        String separator = switch (parameter.style()) {
            case "spaceDelimited" -> " ";
            case "pipeDelimited" -> "|";
            default -> ",";
        };
        return texts.stream()
                .flatMap(text -> Arrays.stream(text.split(Pattern.quote(separator), -1)))
                .map(String::trim)
                .collect(Collectors.toList());
    }
}
