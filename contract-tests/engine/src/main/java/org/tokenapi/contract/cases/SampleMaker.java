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
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.spec.Keyword;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.SchemaRef;
import org.tokenapi.contract.spec.Schemas;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes one value for one schema. Properties share the room that the object has: where it runs out, only what is
 * required is made, so that the value stays small however the schemas refer to each other. Not thread-safe.
 */
final class SampleMaker {
    /** How many are tried in all; a value that requires more is too large. */
    private static final int MOST_TRIES = 5_000;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final OpenApiDocument document;
    private final List<Keyword> values;
    private final List<Keyword> lists;
    private final int room;
    private int tries;

    /**
     * @param values keywords with a complete value for the schema, in order of precedence
     * @param lists keywords with a list of such values
     * @param room how many schemas are tried for those parts of the value that are not required
     */
    SampleMaker(OpenApiDocument document, List<Keyword> values, List<Keyword> lists, int room) {
        this.room = room;
        this.document = document;
        this.values = values;
        this.lists = lists;
    }

    /**
     * Where a value stands.
     *
     * @param around the pointers of the schemas of the enclosing values
     * @param room how many schemas may be tried for it; less than 1 where only what is required is made
     */
    private record Place(Set<String> around, int room) {
        Place within(List<SchemaRef> parts) {
            Set<String> within = new HashSet<>(around);
            parts.forEach(part -> within.add(part.pointer()));
            return new Place(within, room - 1);
        }

        Place with(int share) {
            return new Place(around, share);
        }
    }

    /** A value for a schema; null if every value would be infinite or too large. */
    @Nullable
    JsonNode make(SchemaRef schema) {
        return of(List.of(schema), new Place(Set.of(), room));
    }

    /**
     * A value for schemas that apply together.
     *
     * @return null if the value would be infinite or too large
     */
    private @Nullable JsonNode of(List<SchemaRef> schemas, Place place) {
        return ofParts(Schemas.conjuncts(document, schemas), place);
    }

    /** @param parts schemas that apply together, with those that they refer to */
    private @Nullable JsonNode ofParts(List<SchemaRef> parts, Place place) {
        if (tries++ >= MOST_TRIES) {
            return null;
        }
        Optional<JsonNode> given = given(parts);
        if (given.isPresent()) {
            return given.get();
        }
        if (parts.stream().anyMatch(part -> place.around.contains(part.pointer()))) {
            return null;
        }
        for (Keyword choice : List.of(Keyword.ONE_OF, Keyword.ANY_OF)) {
            for (SchemaRef part : parts) {
                List<SchemaRef> branches = choice.schemas(part);
                if (!branches.isEmpty()) {
                    return branches.stream()
                            .map(branch -> chosen(parts, part, choice, branch, place))
                            .filter(Objects::nonNull)
                            .findFirst()
                            .orElse(null);
                }
            }
        }
        if (isContradictory(parts)) {
            return null;
        }
        Place within = place.within(parts);
        ObjectNode merged = SchemaMerge.of(parts);
        return switch (Samples.type(merged)) {
            case "object" -> object(parts, merged, within);
            case "array" -> array(parts, merged, within);
            case "integer", "number" -> ScalarSamples.number(merged);
            case "boolean" -> JSON.booleanNode(true);
            case "null" -> JSON.nullNode();
            default -> JSON.stringNode(ScalarSamples.text(merged));
        };
    }

    /** Whether the schemas have no type in common, for example because a branch does not fit what stands next to it. */
    private static boolean isContradictory(List<SchemaRef> parts) {
        Set<String> common = null;
        for (SchemaRef part : parts) {
            Set<String> types = types(part.node().path("type"));
            if (common == null) {
                common = types.isEmpty() ? null : types;
            } else if (!types.isEmpty()) {
                common.retainAll(types);
            }
        }
        return common != null && common.isEmpty();
    }

    private static Set<String> types(JsonNode type) {
        Set<String> types = new HashSet<>();
        if (type.isString()) {
            types.add(type.stringValue());
        }
        type.forEach(one -> types.add(one.asString("")));
        // Every integer is a number.
        if (types.contains("number")) {
            types.add("integer");
        }
        return types;
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
            List<SchemaRef> parts, SchemaRef holder, Keyword choice, SchemaRef branch, Place place) {
        Map<String, SchemaRef> together = new LinkedHashMap<>();
        Schemas.conjuncts(document, branch).forEach(part -> together.put(part.pointer(), part));
        if (parts.stream().anyMatch(part -> together.containsKey(part.pointer()))) {
            return null;
        }
        // The members are only read, so a flat copy will do.
        ObjectNode rest = JSON.objectNode().setAll(holder.node().asObject());
        rest.remove(choice.toString());
        parts.forEach(
                part -> together.put(part.pointer(), part == holder ? new SchemaRef(holder.pointer(), rest) : part));
        return ofParts(List.copyOf(together.values()), place);
    }

    private @Nullable ObjectNode object(List<SchemaRef> parts, ObjectNode merged, Place within) {
        ObjectNode object = JSON.objectNode();
        Set<String> required = new HashSet<>();
        merged.path("required").forEach(name -> required.add(name.asString()));
        Map<String, List<SchemaRef>> properties = new LinkedHashMap<>();
        for (SchemaRef part : parts) {
            for (String name : part.node().path("properties").propertyNames()) {
                properties.computeIfAbsent(name, key -> new ArrayList<>()).add(Schemas.child(part, "properties", name));
            }
        }
        int room = within.room;
        int left = properties.size();
        for (Map.Entry<String, List<SchemaRef>> property : properties.entrySet()) {
            // What one property does not need is left to those after it.
            int share = room / left--;
            int before = tries;
            if (share < 1 && !required.contains(property.getKey())) {
                continue;
            }
            @Nullable
            JsonNode value = isNever(property.getValue()) ? null : of(property.getValue(), within.with(share));
            if (value != null) {
                object.set(property.getKey(), value);
            } else if (required.contains(property.getKey())) {
                return null;
            }
            room -= tries - before;
        }
        int least = merged.path("minProperties").asInt(0);
        if (object.isEmpty() && within.room > 0 || object.size() < least) {
            addOthers(object, parts, least, within);
        }
        dependents(merged, required).forEach(name -> {
            if (!object.has(name)) {
                object.set(name, other(parts, name, within));
            }
        });
        return object;
    }

    /** Adds properties that are not declared by name: one of each kind, or as many as are needed. */
    private void addOthers(ObjectNode object, List<SchemaRef> parts, int least, Place within) {
        others(parts).forEach((name, schema) -> {
            @Nullable JsonNode value = of(List.of(schema), within);
            if (value != null) {
                object.set(name, value);
            }
        });
        for (int i = 0; object.size() < least && i < least; i++) {
            String name = "x" + i;
            object.set(name, other(parts, name, within));
        }
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
                .map(names -> new SampleMaker(document, values, lists, room).make(names))
                .map(made -> made.asString("a"))
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

    private JsonNode other(List<SchemaRef> parts, String name, Place within) {
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

    private @Nullable ArrayNode array(List<SchemaRef> parts, ObjectNode merged, Place within) {
        ArrayNode array = JSON.arrayNode();
        int least = merged.path("minItems").asInt(0);
        List<SchemaRef> contained = parts.stream()
                .flatMap(part -> Keyword.CONTAINS.schemas(part).stream())
                .toList();
        int times = contained.isEmpty() ? 0 : merged.path("minContains").asInt(1);
        List<List<SchemaRef>> first = prefix(parts);
        List<SchemaRef> items = parts.stream()
                .flatMap(part ->
                        (part.node().has("items") ? Keyword.ITEMS : Keyword.UNEVALUATED_ITEMS).schemas(part).stream())
                .toList();
        int size = Math.max(Math.max(least, first.size()), Math.max(times, isNever(items) ? 0 : 1));
        int room = within.room;
        for (int i = 0; i < size; i++) {
            int share = room / (size - i);
            int before = tries;
            if (share < 1 && i >= Math.max(least, times)) {
                return array;
            }
            List<SchemaRef> schemas = new ArrayList<>(i < first.size() ? first.get(i) : items);
            boolean isContained = i >= size - times;
            if (isContained) {
                schemas.addAll(0, contained);
            }
            @Nullable JsonNode element = of(schemas, within.with(share));
            if (element == null) {
                return array.size() < least ? null : array;
            }
            room -= tries - before;
            array.add(
                    i < first.size() || isContained
                            ? element
                            : another(Schemas.conjuncts(document, items), array, element));
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

    /**
     * An element that is not in the list yet; if the schemas have an enum, one of its values that is left.
     *
     * @param items the schemas that the elements must conform to, with those that they refer to
     */
    static JsonNode another(List<SchemaRef> items, ArrayNode list, JsonNode element) {
        Set<JsonNode> taken = new HashSet<>();
        list.forEach(taken::add);
        return items.stream()
                .flatMap(part -> part.node().path("enum").valueStream())
                .filter(one -> !taken.contains(one))
                .findFirst()
                .orElseGet(() -> taken.contains(element) ? ScalarSamples.distinct(element, list.size()) : element);
    }
}
