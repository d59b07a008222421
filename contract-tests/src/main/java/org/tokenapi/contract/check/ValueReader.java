package org.tokenapi.contract.check;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the texts of parameters and forms as the values that their schemas mean. */
final class ValueReader {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");

    private final SchemaChecker schemas;
    private final JsonMapper mapper;

    ValueReader(SchemaChecker schemas, JsonMapper mapper) {
        this.schemas = schemas;
        this.mapper = mapper;
    }

    /** A query string or form as its fields, decoded, each with its values in their order. */
    static Map<String, List<String>> fields(String encoded) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (String field : encoded.split("&")) {
            if (!field.isEmpty()) {
                int equals = field.indexOf('=');
                String name = equals < 0 ? field : field.substring(0, equals);
                fields.computeIfAbsent(decode(name), n -> new ArrayList<>())
                        .add(decode(equals < 0 ? "" : field.substring(equals + 1)));
            }
        }
        return fields;
    }

    /** One text as the value that the schema means: a number, true or false, or the text where it is none of these. */
    JsonNode scalar(String text, JsonNode schema) {
        Set<String> types = schemas.types(schema);
        if ((types.contains("integer") || types.contains("number"))
                && NUMBER.matcher(text).matches()) {
            return mapper.readTree(text);
        }
        if (types.contains("boolean") && (text.equals("true") || text.equals("false"))) {
            return mapper.getNodeFactory().booleanNode(Boolean.parseBoolean(text));
        }
        return mapper.getNodeFactory().stringNode(text);
    }

    boolean isArray(JsonNode schema) {
        return schemas.types(schema).contains("array");
    }

    boolean isObject(JsonNode schema) {
        return schemas.types(schema).contains("object");
    }

    JsonNode array(List<String> texts, JsonNode schema) {
        JsonNode items = schemas.dereference(schema).path("items");
        ArrayNode array = mapper.createArrayNode();
        texts.forEach(text -> array.add(scalar(text, items)));
        return array;
    }

    /** A form as an object, after the default encoding of OpenAPI: each property as a field, arrays as repeated fields. */
    ObjectNode form(String encoded, JsonNode schema) {
        ObjectNode object = mapper.createObjectNode();
        JsonNode properties = schemas.dereference(schema).path("properties");
        fields(encoded).forEach((name, texts) -> {
            JsonNode property = properties.path(name);
            boolean array = isArray(property) || texts.size() > 1;
            object.set(name, array ? array(texts, property) : scalar(texts.get(0), property));
        });
        return object;
    }

    private static String decode(String encoded) {
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return encoded;
        }
    }
}
