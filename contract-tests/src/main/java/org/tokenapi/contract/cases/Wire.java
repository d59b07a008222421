package org.tokenapi.contract.cases;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tokenapi.contract.spec.Content;
import org.tokenapi.contract.spec.MediaType;
import org.tokenapi.contract.spec.Parameter;
import tools.jackson.databind.JsonNode;

/** Writes values into requests, in the style of their parameter or in their media type. */
final class Wire {
    private Wire() {}

    /** The request with a value for a parameter. */
    static Draft with(Draft draft, Parameter parameter, JsonNode value) {
        List<String> texts = texts(parameter, value);
        return switch (parameter.in()) {
            case PATH -> draft.pathValue(parameter.name(), String.join(",", texts));
            case QUERY ->
                value.isObject() && parameter.content() == null
                        ? withProperties(draft, parameter, value)
                        : withQuery(draft, parameter, value, texts);
            case HEADER -> draft.header(parameter.name(), String.join(",", texts));
            case COOKIE -> draft.header("Cookie", parameter.name() + "=" + String.join(",", texts));
        };
    }

    private static Draft withQuery(Draft draft, Parameter parameter, JsonNode value, List<String> texts) {
        if (!value.isArray() || parameter.content() != null || parameter.explode()) {
            return draft.query(parameter.name(), texts);
        }
        String separator = switch (parameter.style()) {
            case "spaceDelimited" -> "%20";
            case "pipeDelimited" -> "%7C";
            default -> ",";
        };
        return draft.query(parameter.name(), texts, separator);
    }

    private static Draft withProperties(Draft draft, Parameter parameter, JsonNode object) {
        Draft result = draft;
        for (Map.Entry<String, JsonNode> property : object.properties()) {
            String name = parameter.style().equals("deepObject")
                    ? parameter.name() + "[" + property.getKey() + "]"
                    : property.getKey();
            result = result.query(name, List.of(text(property.getValue())));
        }
        return result;
    }

    private static List<String> texts(Parameter parameter, JsonNode value) {
        return parameter.content() == null ? texts(value) : List.of(value.toString());
    }

    private static List<String> texts(JsonNode value) {
        if (!value.isArray()) {
            return List.of(text(value));
        }
        List<String> elements = new ArrayList<>();
        value.forEach(element -> elements.add(text(element)));
        return elements;
    }

    private static String text(JsonNode value) {
        return value.isString() ? value.stringValue() : value.toString();
    }

    /** The request without a parameter; one of the path can't be left out. */
    static Draft without(Draft draft, Parameter parameter) {
        return switch (parameter.in()) {
            case PATH -> draft;
            case QUERY -> draft.query(parameter.name(), null);
            case HEADER -> draft.header(parameter.name(), null);
            case COOKIE -> draft.header("Cookie", null);
        };
    }

    /** The request with a body of this representation. */
    static Draft withBody(Draft draft, Content content, JsonNode value) {
        MediaType type = content.mediaType();
        String text = type.isForm() ? form(value) : type.isJson() ? value.toString() : text(value);
        return draft.header("Content-Type", content.key()).body(text);
    }

    private static String form(JsonNode object) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        object.properties().forEach(property -> fields.put(property.getKey(), texts(property.getValue())));
        return Draft.encode(fields);
    }
}
