package org.tokenapi.contract.cases;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
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

    /** A value that meets the schema; empty if none is found. */
    public Optional<JsonNode> found(SchemaRef schema, SchemaChecker checker, Side side) {
        try {
            return Optional.of(conforming(schema, checker, side))
                    .filter(value -> checker.broken(schema, value, side).isEmpty());
        } catch (StackOverflowError endless) {
            return Optional.empty();
        }
    }

    /** A value that meets the schema, as far as one is found: without the properties that keep it from conforming. */
    public JsonNode conforming(SchemaRef schema, SchemaChecker checker, Side side) {
        JsonNode value = of(schema.node());
        JsonNode before;
        do {
            before = value;
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
            // Once one is gone, another may no longer be needed.
        } while (value != before);
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

    /** A value for the schema; null in the sense of JSON where none ends, because the schema needs itself within. */
    JsonNode of(JsonNode schema) {
        @Nullable JsonNode value = of(schema, List.of());
        return value == null ? JSON.nullNode() : value;
    }

    /** @param around the schemas that the value is a part of; null in place of a value that would be without end */
    private @Nullable JsonNode of(JsonNode reference, List<JsonNode> around) {
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
        if (around.stream().anyMatch(one -> one == schema)) {
            return null;
        }
        List<JsonNode> within =
                Stream.concat(around.stream(), Stream.of(schema)).toList();
        if (schema.has("allOf")) {
            return merged(schema, schema.get("allOf"), within);
        }
        for (String keyword : new String[] {"oneOf", "anyOf"}) {
            if (schema.has(keyword)) {
                return StreamSupport.stream(schema.get(keyword).spliterator(), false)
                        .map(branch -> merged(schema, List.of(branch), within))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
            }
        }
        return switch (type(schema)) {
            case "object" -> object(schema, within);
            case "array" -> array(schema, within);
            case "integer", "number" -> number(schema);
            case "boolean" -> JSON.booleanNode(true);
            case "null" -> JSON.nullNode();
            default -> JSON.stringNode(text(schema));
        };
    }

    private @Nullable JsonNode merged(JsonNode schema, Iterable<JsonNode> branches, List<JsonNode> within) {
        ObjectNode merged = JSON.objectNode();
        JsonNode last = merged;
        for (JsonNode branch : branches) {
            @Nullable JsonNode part = of(branch, within);
            if (part == null) {
                return null;
            }
            if (part.isObject()) {
                merged.setAll(part.asObject());
            } else {
                last = part;
            }
        }
        if (schema.has("properties")) {
            @Nullable ObjectNode own = object(schema, within);
            if (own == null) {
                return null;
            }
            merged.setAll(own);
        }
        return merged.isEmpty() ? last : merged;
    }

    private @Nullable ObjectNode object(JsonNode schema, List<JsonNode> within) {
        ObjectNode object = JSON.objectNode();
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.asString()));
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            @Nullable JsonNode value = of(property.getValue(), within);
            if (value != null) {
                object.set(property.getKey(), value);
            } else if (required.contains(property.getKey())) {
                return null;
            }
        }
        if (object.isEmpty()) {
            Map<String, JsonNode> others = new LinkedHashMap<>();
            schema.path("patternProperties")
                    .properties()
                    .forEach(pattern -> others.put(
                            Texts.matching(pattern.getKey(), name -> true, "a").orElse("a"), pattern.getValue()));
            if (others.isEmpty() && schema.path("additionalProperties").isObject()) {
                others.put("a", schema.get("additionalProperties"));
            }
            others.forEach((name, other) -> {
                @Nullable JsonNode value = of(other, within);
                if (value != null) {
                    object.set(name, value);
                }
            });
        }
        return object;
    }

    private @Nullable ArrayNode array(JsonNode schema, List<JsonNode> within) {
        ArrayNode array = JSON.arrayNode();
        int least = schema.path("minItems").asInt(0);
        for (JsonNode first : schema.path("prefixItems")) {
            @Nullable JsonNode element = of(first, within);
            if (element == null) {
                return array.size() < least ? null : array;
            }
            array.add(element);
        }
        int size = Math.max(least, schema.path("items").isBoolean() ? 0 : 1);
        while (array.size() < size) {
            @Nullable JsonNode element = of(schema.path("items"), within);
            if (element == null) {
                return array.size() < least ? null : array;
            }
            array.add(another(schema, array, element));
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
        return Numbers.node(isBetween(schema, value) ? value : middle(schema).orElse(value));
    }

    private static boolean isBetween(JsonNode schema, BigDecimal value) {
        return Stream.of("minimum", "exclusiveMinimum")
                        .map(schema::path)
                        .noneMatch(bound ->
                                bound.isNumber() && bound.decimalValue().compareTo(value) >= 0)
                && Stream.of("maximum", "exclusiveMaximum")
                        .map(schema::path)
                        .noneMatch(bound ->
                                bound.isNumber() && bound.decimalValue().compareTo(value) <= 0);
    }

    /** What lies between bounds that hold no whole number between them. */
    private static Optional<BigDecimal> middle(JsonNode schema) {
        JsonNode least = schema.path(schema.path("minimum").isNumber() ? "minimum" : "exclusiveMinimum");
        JsonNode most = schema.path(schema.path("maximum").isNumber() ? "maximum" : "exclusiveMaximum");
        boolean free = "number".equals(type(schema)) && !schema.has("multipleOf");
        return free && least.isNumber() && most.isNumber()
                ? Optional.of(least.decimalValue().add(most.decimalValue()).divide(BigDecimal.valueOf(2)))
                : Optional.empty();
    }

    private static String text(JsonNode schema) {
        String text = BY_FORMAT.getOrDefault(schema.path("format").asString(""), "text");
        int shortest = schema.path("minLength").asInt(0);
        int longest = schema.path("maxLength").asInt(Integer.MAX_VALUE);
        String fitting = text.length() < shortest
                ? Texts.ofLength(text, shortest)
                : text.length() > longest ? text.substring(0, longest) : text;
        return schema.path("pattern").isString()
                ? Texts.matching(
                                schema.get("pattern").stringValue(),
                                one -> one.length() >= shortest && one.length() <= longest,
                                fitting)
                        .orElse(fitting)
                : fitting;
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
        if (Stream.of("properties", "patternProperties", "additionalProperties", "required")
                .anyMatch(schema::has)) {
            return "object";
        }
        if (schema.has("items") || schema.has("prefixItems")) {
            return "array";
        }
        return schema.has("minimum") || schema.has("maximum") || schema.has("multipleOf") ? "number" : "string";
    }
}
