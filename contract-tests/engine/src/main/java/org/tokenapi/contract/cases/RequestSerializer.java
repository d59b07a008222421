package org.tokenapi.contract.cases;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.spec.Content;
import org.tokenapi.contract.spec.MediaType;
import org.tokenapi.contract.spec.Parameter;
import org.tokenapi.contract.spec.SecurityScheme;
import tools.jackson.databind.JsonNode;

/** Serializes values into requests, in the style of the parameter or in the media type of the body. */
final class RequestSerializer {
    private RequestSerializer() {}

    /** The request with a value for a parameter. */
    static RequestDraft with(RequestDraft draft, Parameter parameter, JsonNode value) {
        String name = parameter.name();
        return switch (parameter.in()) {
            case PATH -> draft.pathValue(name, String.join(",", texts(parameter, value, RequestDraft::encode)));
            case QUERY -> withQuery(draft, parameter, value);
            case HEADER -> draft.header(name, String.join(",", texts(parameter, value, UnaryOperator.identity())));
            case COOKIE -> draft.cookie(name, String.join(",", texts(parameter, value, UnaryOperator.identity())));
        };
    }

    private static RequestDraft withQuery(RequestDraft draft, Parameter parameter, JsonNode value) {
        boolean deep = parameter.style().equals("deepObject");
        if (parameter.content() == null && value.isObject() && (deep || parameter.explode())) {
            RequestDraft result = draft;
            for (Map.Entry<String, JsonNode> property : value.properties()) {
                String name = deep ? parameter.name() + "[" + property.getKey() + "]" : property.getKey();
                result = result.query(name, List.of(RequestDraft.encode(text(property.getValue()))));
            }
            return result;
        }
        List<String> texts = texts(parameter, value, RequestDraft::encode);
        String separator = switch (parameter.style()) {
            case "spaceDelimited" -> "%20";
            case "pipeDelimited" -> "%7C";
            default -> ",";
        };
        return draft.query(parameter.name(), parameter.explode() ? texts : List.of(String.join(separator, texts)));
    }

    /** The value as a list of texts, to be joined by a separator. */
    private static List<String> texts(Parameter parameter, JsonNode value, UnaryOperator<String> encode) {
        if (parameter.content() != null) {
            return List.of(encode.apply(value.toString()));
        }
        if (!value.isObject()) {
            return texts(value).stream().map(encode).toList();
        }
        List<String> texts = new ArrayList<>();
        for (Map.Entry<String, JsonNode> property : value.properties()) {
            String name = encode.apply(property.getKey());
            String own = encode.apply(text(property.getValue()));
            texts.addAll(parameter.explode() ? List.of(name + "=" + own) : List.of(name, own));
        }
        return texts;
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

    /** The request without a parameter. A path parameter can't be removed. */
    static RequestDraft without(RequestDraft draft, Parameter parameter) {
        return switch (parameter.in()) {
            case PATH -> draft;
            case QUERY -> draft.query(parameter.name(), null);
            case HEADER -> draft.header(parameter.name(), null);
            case COOKIE -> draft.cookie(parameter.name(), null);
        };
    }

    /**
     * The request with a credential, which replaces another one in the same location.
     *
     * @param value the API key, or the value of the Authorization header; null to remove it
     */
    static RequestDraft withCredential(RequestDraft draft, SecurityScheme scheme, @Nullable String value) {
        String name = String.valueOf(scheme.parameterName());
        Parameter.In in = scheme.in();
        if (in == Parameter.In.QUERY) {
            return draft.query(name, value == null ? null : List.of(RequestDraft.encode(value)));
        }
        return in == Parameter.In.COOKIE
                ? draft.cookie(name, value)
                : draft.header(in == null ? "Authorization" : name, value);
    }

    /** The request with a body of this representation. */
    static RequestDraft withBody(RequestDraft draft, Content content, JsonNode value) {
        MediaType type = content.mediaType();
        String text = type.isForm() ? form(value) : type.isJson() ? value.toString() : text(value);
        return draft.header("Content-Type", content.key()).body(text);
    }

    private static String form(JsonNode object) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        object.properties().forEach(property -> fields.put(property.getKey(), texts(property.getValue())));
        return RequestDraft.encode(fields);
    }
}
