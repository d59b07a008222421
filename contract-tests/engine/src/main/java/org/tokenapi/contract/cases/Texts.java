package org.tokenapi.contract.cases;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The texts that stand for values in parameters, headers and forms. */
final class Texts {
    private Texts() {}

    static Map<String, List<String>> fields(JsonNode object) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        object.properties().forEach(property -> fields.put(property.getKey(), texts(property.getValue())));
        return fields;
    }

    static List<String> texts(JsonNode value) {
        if (!value.isArray()) {
            return List.of(text(value));
        }
        List<String> elements = new ArrayList<>();
        value.forEach(element -> elements.add(text(element)));
        return elements;
    }

    static String text(JsonNode value) {
        return value.isString() ? value.stringValue() : value.toString();
    }
}
