package org.tokenapi.contract.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.check.SchemaChecker;
import org.tokenapi.contract.spec.Keyword;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.SchemaRef;
import org.tokenapi.contract.spec.Schemas;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes a simple value for a schema: its example, default or first enum value; otherwise the simplest value that
 * conforms. The same schema gives the same value. Thread-safe.
 */
public final class Samples {
    /** How many schemas are tried for those parts of a value that are not required. */
    static final int ROOM = 500;

    private static final int ROOM_OF_PARTS = 50;

    /** How often a property is removed on trial, to make a value conform. */
    private static final int MOST_TRIES = 2_000;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final OpenApiDocument document;

    /** Keywords with a complete value for the schema, in order of precedence. */
    private final List<Keyword> values;

    /** Keywords with a list of such values. */
    private final List<Keyword> lists;

    private final int room;

    /** Makes values for the schemas of a document. */
    public Samples(OpenApiDocument document) {
        this(
                document,
                List.of(Keyword.EXAMPLE, Keyword.CONST, Keyword.DEFAULT),
                List.of(Keyword.EXAMPLES, Keyword.ENUM),
                ROOM);
    }

    private Samples(OpenApiDocument document, List<Keyword> values, List<Keyword> lists, int room) {
        this.document = document;
        this.room = room;
        this.values = values;
        this.lists = lists;
    }

    /** Samples that do not use examples, because examples may be wrong. */
    private Samples withoutExamples() {
        return new Samples(document, List.of(Keyword.CONST), List.of(Keyword.ENUM), room);
    }

    /** Samples for parts of other values. */
    Samples ofParts() {
        return new Samples(document, values, lists, ROOM_OF_PARTS);
    }

    JsonNode text(String text) {
        return JSON.stringNode(text);
    }

    /**
     * A list with one item that conforms to a schema; an empty one if none is found.
     *
     * @param schema null if any item conforms
     */
    public JsonNode items(@Nullable SchemaRef schema, SchemaChecker checker, Side side) {
        ArrayNode items = JSON.arrayNode();
        if (schema == null) {
            return items.add(JSON.objectNode());
        }
        found(schema, checker, side).ifPresent(items::add);
        return items;
    }

    /**
     * A value that conforms to a schema.
     *
     * @param checker the checker of the document
     * @param side the message that the value is for
     * @return empty if none is found
     */
    public Optional<JsonNode> found(SchemaRef schema, SchemaChecker checker, Side side) {
        return Optional.of(conforming(schema, checker, side))
                .filter(value -> checker.broken(schema, value, side).isEmpty());
    }

    /**
     * A value for a schema. It is made to conform as far as possible, by removing properties that violate the schema.
     *
     * @param checker the checker of the document
     * @param side the message that the value is for
     */
    public JsonNode conforming(SchemaRef schema, SchemaChecker checker, Side side) {
        JsonNode value = trimmed(of(schema), schema, checker, side);
        if (checker.broken(schema, value, side).isEmpty()) {
            return value;
        }
        JsonNode made = trimmed(withoutExamples().of(schema), schema, checker, side);
        return checker.broken(schema, made, side).isEmpty() ? made : value;
    }

    private static JsonNode trimmed(JsonNode whole, SchemaRef schema, SchemaChecker checker, Side side) {
        JsonNode value = whole;
        int broken = checker.broken(schema, value, side).size();
        int tries = 0;
        JsonNode before;
        do {
            before = value;
            for (JsonPointer property : properties(value)) {
                if (broken == 0 || tries++ == MOST_TRIES) {
                    return value;
                }
                JsonNode without = value.deepCopy();
                if (without.at(property.head()) instanceof ObjectNode holder) {
                    holder.remove(property.last().getMatchingProperty());
                }
                int less = checker.broken(schema, without, side).size();
                if (less < broken) {
                    value = without;
                    broken = less;
                }
            }
            // After a removal, other properties may no longer be required.
        } while (value != before);
        return value;
    }

    /**
     * The positions of all properties of the value and its parts, the inner ones first: the less is removed, the
     * better.
     */
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
            properties(property.getValue(), place, found);
            found.add(place);
        }
    }

    /**
     * A value for the schema; JSON null if every value would be infinite, because the schema requires itself within, or
     * too large.
     */
    JsonNode of(SchemaRef schema) {
        @Nullable JsonNode value = new SampleMaker(document, values, lists, room).make(schema);
        return value == null ? JSON.nullNode() : value;
    }

    /** An element that is not in the list yet; if the schemas have an enum, one of its values that is left. */
    JsonNode another(List<SchemaRef> items, ArrayNode list, JsonNode element) {
        return SampleMaker.another(Schemas.conjuncts(document, items), list, element);
    }

    /** The type to make a value of, for a schema that may allow several. */
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
        return Stream.of("object", "array", "number")
                .filter(one -> Keyword.namesOf(one).anyMatch(schema::has))
                .findFirst()
                .orElse("string");
    }
}
