package org.tokenapi.contract.cases;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.check.SchemaChecker;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.SchemaRef;
import org.tokenapi.contract.spec.Schemas;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes a plain value for a schema: its example, default or first allowed value, else the simplest that fits. */
public final class Samples {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Where a schema leads back to itself, optional properties end here. */
    private static final int DEEPEST = 6;

    private static final Map<String, String> BY_FORMAT = Map.ofEntries(
            Map.entry("date-time", "2030-01-31T12:00:00Z"),
            Map.entry("date", "2030-01-31"),
            Map.entry("time", "12:00:00Z"),
            Map.entry("duration", "P1D"),
            Map.entry("email", "someone@example.com"),
            Map.entry("idn-email", "someone@example.com"),
            Map.entry("hostname", "host.example.com"),
            Map.entry("ipv4", "192.0.2.1"),
            Map.entry("ipv6", "2001:db8::1"),
            Map.entry("uri", "https://example.com/a"),
            Map.entry("uri-reference", "/a"),
            Map.entry("uuid", "0b8f6f5c-4d0e-4a57-9f0a-6a1d3c1e7b01"),
            Map.entry("byte", "YQ=="));

    private final OpenApiDocument document;

    /** Values for the schemas of a document. */
    public Samples(OpenApiDocument document) {
        this.document = document;
    }

    JsonNode text(String text) {
        return JSON.stringNode(text);
    }

    /** A value that meets the schema: without the properties that must not stand in messages of this side. */
    public JsonNode conforming(SchemaRef schema, SchemaChecker checker, Side side) {
        JsonNode value = of(schema.node());
        for (JsonPointer property : properties(value)) {
            JsonNode without = value.deepCopy();
            if (without.at(property.head()) instanceof ObjectNode holder) {
                holder.remove(property.last().getMatchingProperty());
            }
            if (checker.broken(schema, without, side).size()
                    < checker.broken(schema, value, side).size()) {
                value = without;
            }
        }
        return value;
    }

    /** Where the value and its parts have properties. */
    private static List<JsonPointer> properties(JsonNode value) {
        List<JsonPointer> found = new ArrayList<>();
        properties(value, JsonPointer.empty(), found);
        return found;
    }

    private static void properties(JsonNode value, JsonPointer at, List<JsonPointer> found) {
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            properties(value.get(i), at.appendIndex(i), found);
        }
        for (Map.Entry<String, JsonNode> property : value.properties()) {
            JsonPointer place = at.appendProperty(property.getKey());
            found.add(place);
            properties(property.getValue(), place, found);
        }
    }

    JsonNode of(JsonNode schema) {
        return of(schema, 0);
    }

    private JsonNode of(JsonNode reference, int depth) {
        JsonNode schema = Schemas.dereference(document, reference);
        for (String keyword : new String[] {"example", "const", "default"}) {
            if (schema.has(keyword)) {
                return schema.get(keyword);
            }
        }
        if (!schema.path("examples").path(0).isMissingNode()) {
            return schema.get("examples").get(0);
        }
        if (schema.has("enum")) {
            return schema.get("enum").get(0);
        }
        if (schema.has("allOf")) {
            return merged(schema, depth);
        }
        for (String keyword : new String[] {"oneOf", "anyOf"}) {
            if (schema.has(keyword)) {
                return of(schema.get(keyword).get(0), depth);
            }
        }
        return switch (type(schema)) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema, depth);
            case "integer", "number" -> number(schema);
            case "boolean" -> JSON.booleanNode(true);
            case "null" -> JSON.nullNode();
            default -> JSON.stringNode(text(schema));
        };
    }

    private JsonNode merged(JsonNode schema, int depth) {
        ObjectNode merged = JSON.objectNode();
        JsonNode last = merged;
        for (JsonNode branch : schema.get("allOf")) {
            JsonNode part = of(branch, depth);
            if (part.isObject()) {
                merged.setAll(part.asObject());
            } else {
                last = part;
            }
        }
        if (schema.has("properties")) {
            merged.setAll(object(schema, depth));
        }
        return merged.isEmpty() ? last : merged;
    }

    private ObjectNode object(JsonNode schema, int depth) {
        ObjectNode object = JSON.objectNode();
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.asString()));
        schema.path("properties").properties().forEach(property -> {
            if (depth < DEEPEST || required.contains(property.getKey())) {
                object.set(property.getKey(), of(property.getValue(), depth + 1));
            }
        });
        if (object.isEmpty() && schema.path("additionalProperties").isObject() && depth < DEEPEST) {
            object.set("a", of(schema.get("additionalProperties"), depth + 1));
        }
        return object;
    }

    private ArrayNode array(JsonNode schema, int depth) {
        ArrayNode array = JSON.arrayNode();
        int size = Math.max(schema.path("minItems").asInt(0), depth < DEEPEST ? 1 : 0);
        while (array.size() < size) {
            array.add(another(schema, array, of(schema.path("items"), depth + 1)));
        }
        return array;
    }

    /** An element that a list does not have yet: one that its schema lists, where it does and any is left. */
    JsonNode another(JsonNode listSchema, ArrayNode list, JsonNode element) {
        Set<JsonNode> taken = new HashSet<>();
        list.forEach(taken::add);
        for (JsonNode one :
                Schemas.dereference(document, listSchema.path("items")).path("enum")) {
            if (!taken.contains(one)) {
                return one;
            }
        }
        return distinct(element, list.size());
    }

    /** Another value of the same kind for each number, so that the elements of a list differ. */
    static JsonNode distinct(JsonNode value, int number) {
        if (number > 0 && value.isString()) {
            return JSON.stringNode(value.stringValue() + number);
        }
        if (number > 0 && value.isIntegralNumber()) {
            return JSON.numberNode(value.bigIntegerValue().add(BigInteger.valueOf(number)));
        }
        return value;
    }

    private static JsonNode number(JsonNode schema) {
        BigDecimal step =
                schema.path("multipleOf").isNumber() ? schema.get("multipleOf").decimalValue() : BigDecimal.ONE;
        BigDecimal value = step;
        for (String keyword : new String[] {"minimum", "exclusiveMinimum"}) {
            if (schema.path(keyword).isNumber()) {
                BigDecimal bound = schema.get(keyword).decimalValue();
                BigDecimal above = bound.divide(step, 0, java.math.RoundingMode.FLOOR)
                        .add(BigDecimal.ONE)
                        .multiply(step);
                value = value.max(above);
            }
        }
        for (String keyword : new String[] {"maximum", "exclusiveMaximum"}) {
            if (schema.path(keyword).isNumber()) {
                BigDecimal bound = schema.get(keyword).decimalValue();
                BigDecimal below = bound.divide(step, 0, java.math.RoundingMode.CEILING)
                        .subtract(BigDecimal.ONE)
                        .multiply(step);
                value = value.min(below);
            }
        }
        return Numbers.node(value);
    }

    private static String text(JsonNode schema) {
        String text = BY_FORMAT.getOrDefault(schema.path("format").asString(""), "text");
        int shortest = schema.path("minLength").asInt(0);
        int longest = schema.path("maxLength").asInt(Integer.MAX_VALUE);
        if (text.length() < shortest) {
            return Texts.ofLength(text, shortest);
        }
        return text.length() > longest ? text.substring(0, longest) : text;
    }

    /** The one type that a value of the schema is easiest to make in. */
    static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        if (type.isString()) {
            return type.stringValue();
        }
        for (JsonNode one : type) {
            if (!one.asString().equals("null")) {
                return one.asString();
            }
        }
        if (!type.isEmpty()) {
            return "null";
        }
        if (schema.has("properties") || schema.has("additionalProperties") || schema.has("required")) {
            return "object";
        }
        if (schema.has("items")) {
            return "array";
        }
        return schema.has("minimum") || schema.has("maximum") || schema.has("multipleOf") ? "number" : "string";
    }
}
