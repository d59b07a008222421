package org.tokenapi.contract.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.spec.Format;
import org.tokenapi.contract.spec.Keyword;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.SchemaRef;
import org.tokenapi.contract.spec.Schemas;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the texts of parameters and forms as the values that their schemas describe. A text can have several readings:
 * the first that the types of the schema allow and that conforms is taken. Thread-safe.
 */
final class ValueReader {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");

    private final OpenApiDocument document;
    private final SchemaChecker checker;
    private final JsonMapper mapper;

    /** What {@link #parts} and {@link #types} found, by the pointers of the schemas. */
    private final Map<String, List<SchemaRef>> parts = new ConcurrentHashMap<>();

    private final Map<String, Set<String>> types = new ConcurrentHashMap<>();

    ValueReader(OpenApiDocument document, SchemaChecker checker, JsonMapper mapper) {
        this.document = document;
        this.checker = checker;
        this.mapper = mapper;
    }

    /** Reads one text as a number, a boolean or a string; as JSON where only a list or an object is allowed. */
    JsonNode scalar(String text, SchemaRef schema, Side side) {
        return conforming(readings(text, types(schema)), schema, side);
    }

    /** The first of the readings that conforms, or else the first. */
    JsonNode conforming(List<JsonNode> readings, SchemaRef schema, Side side) {
        return readings.size() == 1
                ? readings.get(0)
                : readings.stream()
                        .filter(reading -> checker.conforms(schema, reading, side))
                        .findFirst()
                        .orElse(readings.get(0));
    }

    private List<JsonNode> readings(String text, Set<String> types) {
        List<JsonNode> readings = new ArrayList<>();
        boolean any = types.isEmpty();
        if ((any || types.contains("integer") || types.contains("number"))
                && NUMBER.matcher(text).matches()) {
            json(text).ifPresent(readings::add);
        }
        if ((any || types.contains("boolean")) && (text.equals("true") || text.equals("false"))) {
            readings.add(mapper.getNodeFactory().booleanNode(Boolean.parseBoolean(text)));
        }
        if (types.contains("object") || types.contains("array")) {
            json(text).filter(JsonNode::isContainer).ifPresent(readings::add);
        }
        readings.add(mapper.getNodeFactory().stringNode(text));
        return readings;
    }

    /** What texts in a style can mean, by the types that the schema allows; none if they are not in that style. */
    List<JsonNode> readings(ParameterSyntax syntax, List<String> raw, SchemaRef schema, Side side) {
        List<JsonNode> readings = new ArrayList<>();
        Set<String> types = types(schema);
        if (types.contains("array")) {
            syntax.items(raw).ifPresent(items -> readings.add(array(items, schema, side)));
        }
        if (types.contains("object")) {
            syntax.fields(raw).ifPresent(fields -> readings.add(object(fields, schema, side)));
        }
        if (!types.equals(Set.of("array")) && !types.equals(Set.of("object"))) {
            syntax.text(raw).ifPresent(text -> readings.add(scalar(text, schema, side)));
        }
        return readings;
    }

    private Optional<JsonNode> json(String text) {
        try {
            return Optional.of(mapper.readTree(text)).filter(node -> !node.isMissingNode());
        } catch (JacksonException | NumberFormatException notJson) {
            return Optional.empty();
        }
    }

    /** Reads several texts as a list. */
    ArrayNode array(List<String> texts, SchemaRef schema, Side side) {
        List<SchemaRef> parts = parts(schema);
        ArrayNode array = mapper.createArrayNode();
        for (int i = 0; i < texts.size(); i++) {
            int index = i;
            Optional<SchemaRef> element = parts.stream()
                    .map(part -> {
                        List<SchemaRef> prefix = Keyword.PREFIX_ITEMS.schemas(part);
                        List<SchemaRef> items = Keyword.ITEMS.schemas(part);
                        return index < prefix.size() ? List.of(prefix.get(index)) : items;
                    })
                    .flatMap(List::stream)
                    .findFirst();
            array.add(read(texts.get(i), element, side));
        }
        return array;
    }

    private JsonNode read(String text, Optional<SchemaRef> schema, Side side) {
        return schema.filter(one -> one.node().isObject())
                .map(one -> scalar(text, one, side))
                .orElseGet(() -> mapper.getNodeFactory().stringNode(text));
    }

    /**
     * Reads fields as an object; where the schema has alternatives, by the first of them that the object meets.
     *
     * @param fields the texts by name, both decoded; brackets in a name lead into an object within
     */
    JsonNode object(Map<String, List<String>> fields, SchemaRef schema, Side side) {
        List<SchemaRef> conjuncts = Schemas.conjuncts(document, schema);
        List<JsonNode> readings = new ArrayList<>();
        List<SchemaRef> alternatives =
                conjuncts.stream().flatMap(Schemas::alternatives).toList();
        for (SchemaRef alternative : alternatives) {
            readings.add(object(
                    fields,
                    Stream.concat(conjuncts.stream(), parts(alternative).stream())
                            .toList(),
                    side));
        }
        readings.add(object(fields, parts(schema), side));
        return conforming(readings, schema, side);
    }

    private ObjectNode object(Map<String, List<String>> fields, List<SchemaRef> parts, Side side) {
        Map<String, Map<String, List<String>>> within = new LinkedHashMap<>();
        ObjectNode object = mapper.createObjectNode();
        fields.forEach((name, texts) -> {
            int bracket = name.indexOf("][");
            if (bracket > 0) {
                within.computeIfAbsent(name.substring(0, bracket), key -> new LinkedHashMap<>())
                        .put(name.substring(bracket + 2), texts);
            } else {
                object.set(name, property(texts, property(parts, name), side));
            }
        });
        within.forEach((name, inner) -> object.set(
                name,
                property(parts, name)
                        .map(schema -> object(inner, schema, side))
                        .orElseGet(() -> object(inner, List.of(), side))));
        return object;
    }

    private JsonNode property(List<String> texts, Optional<SchemaRef> schema, Side side) {
        if (schema.isPresent() && (texts.size() > 1 || types(schema.get()).equals(Set.of("array")))) {
            // One text may be the JSON of a whole list.
            Optional<JsonNode> whole =
                    texts.size() == 1 ? json(texts.get(0)).filter(JsonNode::isArray) : Optional.empty();
            JsonNode list = array(texts, schema.get(), side);
            return whole.map(one -> conforming(List.of(list, one), schema.get(), side))
                    .orElse(list);
        }
        if (texts.size() > 1) {
            ArrayNode list = mapper.createArrayNode();
            texts.forEach(list::add);
            return list;
        }
        return read(texts.get(0), schema, side);
    }

    /** The schema of a property, as the first of the schemas has it that knows the property, or any other. */
    Optional<SchemaRef> property(SchemaRef schema, String name) {
        return property(parts(schema), name);
    }

    private static Optional<SchemaRef> property(List<SchemaRef> parts, String name) {
        return Stream.of(new String[] {"properties", name}, new String[] {"additionalProperties"})
                .flatMap(names -> parts.stream().map(part -> Schemas.child(part, names)))
                .filter(part -> part.node().isObject())
                .findFirst();
    }

    /** The schemas that apply with a schema, those of its alternatives behind the others. */
    private List<SchemaRef> parts(SchemaRef schema) {
        return parts.computeIfAbsent(schema.pointer(), pointer -> {
            Map<String, SchemaRef> found = new LinkedHashMap<>();
            collect(schema, found);
            return List.copyOf(found.values());
        });
    }

    private void collect(SchemaRef schema, Map<String, SchemaRef> found) {
        List<SchemaRef> conjuncts = Schemas.conjuncts(document, schema);
        if (conjuncts.stream().allMatch(part -> found.putIfAbsent(part.pointer(), part) == null)) {
            conjuncts.stream().flatMap(Schemas::alternatives).forEach(alternative -> collect(alternative, found));
        }
    }

    boolean isArray(SchemaRef schema) {
        return types(schema).equals(Set.of("array"));
    }

    boolean isObject(SchemaRef schema) {
        return types(schema).equals(Set.of("object"));
    }

    /** Whether a value has to be a number or a flag, so that not every text can be one. */
    boolean mayBeOtherThanText(SchemaRef schema) {
        Set<String> types = types(schema);
        return !types.isEmpty() && !types.contains("string");
    }

    /** The schema of the elements of a list. */
    Optional<SchemaRef> items(SchemaRef schema) {
        return parts(schema).stream()
                .flatMap(part -> Keyword.ITEMS.schemas(part).stream())
                .filter(items -> items.node().isObject())
                .findFirst();
    }

    /** Whether a value is a sequence of bytes, and no text. */
    boolean isBinary(SchemaRef schema) {
        return Schemas.conjuncts(document, schema).stream()
                .anyMatch(part -> part.node().path("format").asString("").equals(Format.BINARY.toString())
                        || part.node().has("contentMediaType") && !part.node().has("contentEncoding"));
    }

    /** Whether a schema names a property, or names none and so means any. */
    boolean names(SchemaRef schema, String property) {
        return parts(schema).stream()
                .anyMatch(part -> part.node().path("properties").has(property));
    }

    /** Whether an object may have properties that its schema does not name, because it says so or names none at all. */
    boolean isFreeForm(SchemaRef schema) {
        List<SchemaRef> parts = parts(schema);
        return parts.stream().anyMatch(part -> {
                    JsonNode others = part.node().path("additionalProperties");
                    return others.isObject() || others.asBoolean(false);
                })
                || parts.stream().noneMatch(part -> part.node().has("properties"));
    }

    /**
     * The types that a value may have, without {@code null}, which no text represents; empty if every type is allowed.
     * Where no type is given, keywords that concern one type alone imply it.
     */
    private Set<String> types(SchemaRef schema) {
        return types.computeIfAbsent(schema.pointer(), pointer -> {
            Set<String> found = types(schema, new LinkedHashSet<>());
            found.remove("null");
            return Collections.unmodifiableSet(found);
        });
    }

    private Set<String> types(SchemaRef schema, Set<String> visited) {
        Set<String> types = new LinkedHashSet<>();
        Set<String> implied = new LinkedHashSet<>();
        for (SchemaRef part : Schemas.conjuncts(document, schema)) {
            if (!visited.add(part.pointer())) {
                continue;
            }
            JsonNode type = part.node().path("type");
            if (type.isString()) {
                types.add(type.stringValue());
            }
            type.forEach(one -> types.add(one.asString("")));
            Schemas.alternatives(part).forEach(alternative -> types.addAll(types(alternative, visited)));
            Stream.of("object", "array")
                    .filter(one -> Keyword.namesOf(one).anyMatch(part.node()::has))
                    .forEach(implied::add);
        }
        return types.isEmpty() ? implied : types;
    }
}
