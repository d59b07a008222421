package org.tokenapi.contract.cases;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final OpenApiDocument document;

    /** Keywords with a complete value for the schema, in order of precedence. */
    private final List<Keyword> values;

    /** Keywords with a list of such values. */
    private final List<Keyword> lists;

    /** Makes values for the schemas of a document. */
    public Samples(OpenApiDocument document) {
        this(
                document,
                List.of(Keyword.EXAMPLE, Keyword.CONST, Keyword.DEFAULT),
                List.of(Keyword.EXAMPLES, Keyword.ENUM));
    }

    private Samples(OpenApiDocument document, List<Keyword> values, List<Keyword> lists) {
        this.document = document;
        this.values = values;
        this.lists = lists;
    }

    /** Samples that do not use examples, because examples may be wrong. */
    private Samples withoutExamples() {
        return new Samples(document, List.of(Keyword.CONST), List.of(Keyword.ENUM));
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
            // After a removal, other properties may no longer be required.
        } while (value != before);
        return value;
    }

    /** The positions of all properties of the value and its parts. */
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

    /**
     * A value for the schema; JSON null if every value would be infinite, because the schema requires itself within.
     */
    JsonNode of(SchemaRef schema) {
        @Nullable JsonNode value = of(List.of(schema), Set.of());
        return value == null ? JSON.nullNode() : value;
    }

    /**
     * A value for schemas that apply together.
     *
     * @param around the pointers of the schemas of the enclosing values
     * @return null if the value would be infinite
     */
    private @Nullable JsonNode of(List<SchemaRef> schemas, Set<String> around) {
        List<SchemaRef> parts = conjuncts(schemas);
        Optional<JsonNode> given = given(parts);
        if (given.isPresent()) {
            return given.get();
        }
        if (parts.stream().anyMatch(part -> around.contains(part.pointer()))) {
            return null;
        }
        for (Keyword choice : List.of(Keyword.ONE_OF, Keyword.ANY_OF)) {
            for (SchemaRef part : parts) {
                List<SchemaRef> branches = choice.schemas(part);
                if (!branches.isEmpty()) {
                    return branches.stream()
                            .map(branch -> chosen(parts, part, choice, branch, around))
                            .filter(Objects::nonNull)
                            .findFirst()
                            .orElse(null);
                }
            }
        }
        Set<String> within = parts.stream().map(SchemaRef::pointer).collect(Collectors.toCollection(HashSet::new));
        within.addAll(around);
        ObjectNode merged = SchemaMerge.of(parts);
        return switch (type(merged)) {
            case "object" -> object(parts, merged, within);
            case "array" -> array(parts, merged, within);
            case "integer", "number" -> ScalarSamples.number(merged);
            case "boolean" -> JSON.booleanNode(true);
            case "null" -> JSON.nullNode();
            default -> JSON.stringNode(ScalarSamples.text(merged));
        };
    }

    private List<SchemaRef> conjuncts(List<SchemaRef> schemas) {
        Map<String, SchemaRef> parts = new LinkedHashMap<>();
        for (SchemaRef schema : schemas) {
            Schemas.conjuncts(document, schema).forEach(part -> parts.putIfAbsent(part.pointer(), part));
        }
        return List.copyOf(parts.values());
    }

    private Optional<JsonNode> given(List<SchemaRef> parts) {
        for (SchemaRef part : parts) {
            for (Keyword keyword : values) {
                if (part.node().has(keyword.toString())) {
                    return Optional.of(part.node().get(keyword.toString()));
                }
            }
            for (Keyword keyword : lists) {
                JsonNode first = part.node().path(keyword.toString()).path(0);
                if (!first.isMissingNode()) {
                    return Optional.of(first);
                }
            }
        }
        return Optional.empty();
    }

    /** A value that conforms to one branch of anyOf or oneOf, and to the keywords next to it. */
    private @Nullable JsonNode chosen(
            List<SchemaRef> parts, SchemaRef holder, Keyword choice, SchemaRef branch, Set<String> around) {
        ObjectNode rest = holder.node().deepCopy().asObject();
        rest.remove(choice.toString());
        // These keywords have been resolved already.
        rest.remove(List.of("$ref", "$dynamicRef", "allOf"));
        List<SchemaRef> together = new ArrayList<>(List.of(branch));
        parts.forEach(part -> together.add(part == holder ? new SchemaRef(holder.pointer(), rest) : part));
        Set<String> within = new HashSet<>(around);
        Set<String> own = parts.stream().map(SchemaRef::pointer).collect(Collectors.toSet());
        return conjuncts(List.of(branch)).stream().anyMatch(part -> own.contains(part.pointer()))
                ? null
                : of(together, within);
    }

    private @Nullable ObjectNode object(List<SchemaRef> parts, ObjectNode merged, Set<String> within) {
        ObjectNode object = JSON.objectNode();
        Set<String> required = new HashSet<>();
        merged.path("required").forEach(name -> required.add(name.asString()));
        Map<String, List<SchemaRef>> properties = new LinkedHashMap<>();
        for (SchemaRef part : parts) {
            for (String name : part.node().path("properties").propertyNames()) {
                properties.computeIfAbsent(name, key -> new ArrayList<>()).add(Schemas.child(part, "properties", name));
            }
        }
        for (Map.Entry<String, List<SchemaRef>> property : properties.entrySet()) {
            @Nullable JsonNode value = isNever(property.getValue()) ? null : of(property.getValue(), within);
            if (value != null) {
                object.set(property.getKey(), value);
            } else if (required.contains(property.getKey())) {
                return null;
            }
        }
        if (object.isEmpty()) {
            others(parts).forEach((name, schema) -> {
                @Nullable JsonNode value = of(List.of(schema), within);
                if (value != null) {
                    object.set(name, value);
                }
            });
        }
        dependents(merged, required).forEach(name -> {
            if (!object.has(name)) {
                object.set(name, other(parts, name, within));
            }
        });
        return object;
    }

    private static boolean isNever(List<SchemaRef> schemas) {
        return schemas.stream()
                .anyMatch(schema -> schema.node().isBoolean() && !schema.node().booleanValue());
    }

    /**
     * Properties that are not declared by name, each with the schema that applies to it: by pattern or as an additional
     * property.
     */
    private Map<String, SchemaRef> others(List<SchemaRef> parts) {
        Map<String, SchemaRef> others = new LinkedHashMap<>();
        String name = parts.stream()
                .flatMap(part -> Keyword.PROPERTY_NAMES.schemas(part).stream())
                .findFirst()
                .map(names -> of(names).asString("a"))
                .orElse("a");
        for (SchemaRef part : parts) {
            for (String pattern : part.node().path("patternProperties").propertyNames()) {
                others.put(
                        TextSamples.matching(pattern, any -> true, name).orElse(name),
                        Schemas.child(part, "patternProperties", pattern));
            }
        }
        for (Keyword keyword : List.of(Keyword.ADDITIONAL_PROPERTIES, Keyword.UNEVALUATED_PROPERTIES)) {
            for (SchemaRef part : parts) {
                if (others.isEmpty() && part.node().path(keyword.toString()).isObject()) {
                    others.put(name, Schemas.child(part, keyword.toString()));
                }
            }
        }
        return others;
    }

    private JsonNode other(List<SchemaRef> parts, String name, Set<String> within) {
        return others(parts).values().stream()
                .map(schema -> of(List.of(schema), within))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(JSON.stringNode(name));
    }

    /** The required properties, and the properties that these require in turn. */
    private static Set<String> dependents(ObjectNode merged, Set<String> required) {
        Set<String> names = new LinkedHashSet<>(required);
        JsonNode dependents = merged.path("dependentRequired");
        Set<String> present = new LinkedHashSet<>(merged.path("properties").propertyNames());
        present.addAll(required);
        for (String name : present) {
            dependents.path(name).forEach(dependent -> names.add(dependent.asString()));
        }
        return names;
    }

    private @Nullable ArrayNode array(List<SchemaRef> parts, ObjectNode merged, Set<String> within) {
        ArrayNode array = JSON.arrayNode();
        int least = merged.path("minItems").asInt(0);
        List<SchemaRef> contained = parts.stream()
                .flatMap(part -> Keyword.CONTAINS.schemas(part).stream())
                .toList();
        int times = contained.isEmpty() ? 0 : merged.path("minContains").asInt(1);
        List<List<SchemaRef>> first = prefix(parts);
        List<SchemaRef> items = parts.stream()
                .flatMap(part -> Keyword.ITEMS.schemas(part).stream())
                .toList();
        int size = Math.max(Math.max(least, first.size()), Math.max(times, isNever(items) ? 0 : 1));
        for (int i = 0; i < size; i++) {
            List<SchemaRef> schemas = new ArrayList<>(i < first.size() ? first.get(i) : items);
            boolean isContained = i >= size - times;
            if (isContained) {
                schemas.addAll(0, contained);
            }
            @Nullable JsonNode element = of(schemas, within);
            if (element == null) {
                return array.size() < least ? null : array;
            }
            array.add(i < first.size() || isContained ? element : another(items, array, element));
        }
        return array;
    }

    private static List<List<SchemaRef>> prefix(List<SchemaRef> parts) {
        List<List<SchemaRef>> prefix = new ArrayList<>();
        for (SchemaRef part : parts) {
            List<SchemaRef> schemas = Keyword.PREFIX_ITEMS.schemas(part);
            for (int i = 0; i < schemas.size(); i++) {
                if (i == prefix.size()) {
                    prefix.add(new ArrayList<>());
                }
                prefix.get(i).add(schemas.get(i));
            }
        }
        return prefix;
    }

    /** An element that is not in the list yet; if the schemas have an enum, one of its values that is left. */
    JsonNode another(List<SchemaRef> items, ArrayNode list, JsonNode element) {
        Set<JsonNode> taken = new HashSet<>();
        list.forEach(taken::add);
        return conjuncts(items).stream()
                .flatMap(part -> part.node().path("enum").valueStream())
                .filter(one -> !taken.contains(one))
                .findFirst()
                .orElseGet(() -> taken.contains(element) ? ScalarSamples.distinct(element, list.size()) : element);
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
