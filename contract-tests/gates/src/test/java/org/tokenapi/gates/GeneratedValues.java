package org.tokenapi.gates;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.SchemaRef;
import org.tokenapi.contract.spec.Schemas;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes varied values that conform to a schema: every subset of the properties if there are few, nulls, empty values,
 * the ends of ranges, all of Unicode and, in responses, undeclared properties. It throws for keywords that it does not
 * support. Times are limited to those of the JDK: no leap seconds, offsets up to 18 hours, nanoseconds. Not
 * thread-safe.
 */
final class GeneratedValues {
    /** The prefix of the names of undeclared properties. */
    private static final String UNKNOWN = "to_come_";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final Set<String> UNDERSTOOD = Set.of(
            "$ref",
            "allOf",
            "type",
            "format",
            "nullable",
            "enum",
            "properties",
            "required",
            "additionalProperties",
            "items",
            "maxItems",
            "minLength",
            "maxLength",
            "minimum",
            "maximum",
            "default",
            "description",
            "title",
            "example");

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "null",
            "nightly-build",
            "urn:vcloud:token:6f9d2c1e",
            "a/b?c=d&e+f%20;g",
            "\"quoted\" \\ and / slashed",
            "line\r\nline\ttab",
            "\u0000\u0001\u001f\u007f",
            "\u2028\u2029\ufeff\ufffd",
            "Zürich and 東京",
            "Z\u0075\u0308rich",
            "👩‍👩‍👧 \ud83d\ude00 \udbff\udfff",
            "שלום \u202eعكس\u202c",
            "2030-01-31T12:00:00+02:00",
            "unknown_default_open_api");

    private final OpenApiDocument document;
    private final Random random;
    private final Side side;

    GeneratedValues(OpenApiDocument document, Side side, long seed) {
        this.document = document;
        this.random = new Random(seed);
        this.side = side;
    }

    /**
     * A value.
     *
     * @param number selects the subset of the properties; count it up to get all subsets
     */
    JsonNode value(SchemaRef schema, int number) {
        JsonNode merged = merged(schema);
        return merged.path("type").asString().equals("object") ? object(merged, number) : of(schema);
    }

    /** The value without its undeclared properties. */
    static JsonNode withoutUnknown(JsonNode value) {
        JsonNode copy = value.deepCopy();
        removeUnknown(copy);
        return copy;
    }

    private static void removeUnknown(JsonNode value) {
        if (value.isObject()) {
            List.copyOf(value.propertyNames()).stream()
                    .filter(name -> name.startsWith(UNKNOWN))
                    .forEach(value.asObject()::remove);
        }
        value.forEach(GeneratedValues::removeUnknown);
    }

    /** The schema merged with the targets of its references and the branches of allOf. */
    private ObjectNode merged(SchemaRef schema) {
        ObjectNode merged = JSON.objectNode();
        for (SchemaRef part : Schemas.conjuncts(document, schema)) {
            part.node().properties().forEach(keyword -> {
                String name = keyword.getKey();
                if (!UNDERSTOOD.contains(name) && !name.startsWith("x-")) {
                    throw new IllegalStateException(
                            "no values can be made for the keyword " + part.pointer() + "/" + name);
                }
                if (name.equals("properties")) {
                    keyword.getValue()
                            .properties()
                            .forEach(property -> merged.withObject("/properties")
                                    .set(
                                            property.getKey(),
                                            Schemas.child(part, "properties", property.getKey())
                                                    .node()));
                } else if (name.equals("required")) {
                    merged.withArray("/required").addAll((ArrayNode) keyword.getValue());
                } else {
                    merged.set(name, keyword.getValue());
                }
            });
        }
        return merged;
    }

    private JsonNode of(JsonNode schema) {
        return of(new SchemaRef("", schema));
    }

    private JsonNode of(SchemaRef reference) {
        JsonNode schema = merged(reference);
        if (schema.path("nullable").asBoolean(false) && random.nextInt(4) == 0) {
            return JSON.nullNode();
        }
        if (schema.has("enum")) {
            return schema.get("enum").get(random.nextInt(schema.get("enum").size()));
        }
        String type = schema.path("type").asString();
        return switch (type) {
            case "object" -> object(schema, random.nextInt());
            case "array" -> array(schema);
            case "integer" -> integer(schema);
            case "boolean" -> JSON.booleanNode(random.nextBoolean());
            case "string" -> JSON.stringNode(string(schema));
            default -> throw new IllegalStateException("no values can be made for the type " + type);
        };
    }

    private ObjectNode object(JsonNode schema, int number) {
        Set<String> required = new TreeSet<>();
        schema.path("required").forEach(name -> required.add(name.asString()));
        List<String> optional = schema.path("properties").propertyNames().stream()
                .filter(name -> !required.contains(name))
                .toList();
        // Every subset if there are few properties; otherwise each property left out in turn, and none or all of them.
        long subset = optional.size() <= 9 ? number : random.nextLong() | (random.nextInt(8) == 0 ? -1L : 0L);
        Map<String, JsonNode> members = new LinkedHashMap<>();
        for (String name : schema.path("properties").propertyNames()) {
            int bit = optional.indexOf(name);
            if (bit < 0 || (subset >> bit & 1) == 1) {
                members.put(name, of(schema.get("properties").get(name)));
            }
        }
        if (schema.path("additionalProperties").isObject()) {
            for (int i = random.nextInt(5); i > 0; i--) {
                members.put(text(0, 40), of(schema.get("additionalProperties")));
            }
        } else if (side == Side.RESPONSE && random.nextInt(3) == 0) {
            members.put(UNKNOWN + random.nextInt(9), anything(0));
        }
        ObjectNode object = JSON.objectNode();
        // The order is random, because the order of properties has no meaning.
        List<String> names = new ArrayList<>(members.keySet());
        Collections.shuffle(names, random);
        names.forEach(name -> object.set(name, members.get(name)));
        return object;
    }

    /** Any JSON value, for an undeclared property. */
    private JsonNode anything(int depth) {
        return switch (random.nextInt(depth < 3 ? 6 : 4)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.stringNode(text(0, 10));
            case 2 -> JSON.numberNode(random.nextGaussian());
            case 3 -> JSON.booleanNode(random.nextBoolean());
            case 4 -> JSON.arrayNode().add(anything(depth + 1)).add(anything(depth + 1));
            default -> JSON.objectNode().set(UNKNOWN + "within", anything(depth + 1));
        };
    }

    private ArrayNode array(JsonNode schema) {
        int most = schema.path("maxItems").asInt(30);
        int size = random.nextInt(20) == 0 ? most : random.nextInt(Math.min(most, 3) + 1);
        ArrayNode array = JSON.arrayNode();
        while (array.size() < size) {
            array.add(of(schema.get("items")));
        }
        return array;
    }

    private JsonNode integer(JsonNode schema) {
        boolean small = schema.path("format").asString().equals("int32");
        long least = schema.path("minimum").asLong(small ? Integer.MIN_VALUE : Long.MIN_VALUE);
        long most = schema.path("maximum").asLong(small ? Integer.MAX_VALUE : Long.MAX_VALUE);
        long value = switch (random.nextInt(5)) {
            case 0 -> least;
            case 1 -> most;
            case 2 -> Math.max(least, Math.min(most, random.nextInt(3) - 1));
            case 3 -> Math.max(least, Math.min(most, (1L << 53) + 1));
            default -> Math.max(least, Math.min(most, small ? random.nextInt() : random.nextLong()));
        };
        return small ? JSON.numberNode((int) value) : JSON.numberNode(value);
    }

    private String string(JsonNode schema) {
        String format = schema.path("format").asString("");
        return switch (format) {
            case "date-time" -> dateTime();
            case "", "password" ->
                text(schema.path("minLength").asInt(0), schema.path("maxLength").asInt(Integer.MAX_VALUE));
            default -> throw new IllegalStateException("no values can be made for the format " + format);
        };
    }

    /** A string with a length in Unicode characters. */
    private String text(int shortest, int longest) {
        String text = random.nextInt(3) > 0 ? TEXTS.get(random.nextInt(TEXTS.size())) : anyText();
        StringBuilder fitting = new StringBuilder();
        text.codePoints().limit(longest).forEach(fitting::appendCodePoint);
        int wanted = random.nextInt(200) == 0 ? Math.min(longest, 5000) : shortest;
        while (fitting.codePointCount(0, fitting.length()) < wanted) {
            fitting.appendCodePoint(anyCharacter());
        }
        return fitting.toString();
    }

    private String anyText() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.appendCodePoint(anyCharacter());
        }
        return text.toString();
    }

    /** Any Unicode code point other than surrogates, which are not characters. */
    private int anyCharacter() {
        int end = List.of(0x80, 0x800, 0x10000, 0x110000).get(random.nextInt(4));
        int character = random.nextInt(end);
        return Character.isSurrogate((char) character) && character < 0x10000 ? '-' : character;
    }

    private String dateTime() {
        OffsetDateTime time = OffsetDateTime.of(
                List.of(0, 1, 1582, 1970, 2027, 2038, 9999).get(random.nextInt(7)),
                1 + random.nextInt(12),
                1 + random.nextInt(28),
                random.nextInt(24),
                random.nextInt(60),
                random.nextInt(60),
                0,
                ZoneOffset.ofTotalSeconds(60 * (random.nextInt(2 * 18 * 60 + 1) - 18 * 60)));
        StringBuilder fraction = new StringBuilder();
        for (int i = random.nextInt(10); i > 0; i--) {
            fraction.append(fraction.isEmpty() ? "." : "").append(random.nextInt(10));
        }
        String offset = random.nextInt(3) == 0
                ? List.of("Z", "z", "+00:00").get(random.nextInt(3))
                : time.getOffset().getTotalSeconds() == 0
                        ? "Z"
                        : time.getOffset().getId();
        return time.format(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss")) + fraction + offset;
    }
}
