package org.tokenapi.contract.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.SchemaRef;
import org.tokenapi.contract.spec.Schemas;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the texts of parameters and forms as values. A text may have several readings, such as a number or a string. Of
 * the readings that the types of the schema allow, the first one that conforms is taken. Thread-safe.
 */
final class ValueReader {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");

    private final OpenApiDocument document;
    private final SchemaChecker checker;
    private final JsonMapper mapper;

    ValueReader(OpenApiDocument document, SchemaChecker checker, JsonMapper mapper) {
        this.document = document;
        this.checker = checker;
        this.mapper = mapper;
    }

    /**
     * Reads one text as a number, a boolean, null or a string. If none of these conforms, the first reading is
     * returned.
     */
    JsonNode scalar(String text, SchemaRef schema, Side side) {
        List<JsonNode> readings = readings(text, types(schema));
        return readings.stream()
                .filter(reading -> checker.conforms(schema, reading, side))
                .findFirst()
                .orElse(readings.get(0));
    }

    private List<JsonNode> readings(String text, Set<String> types) {
        List<JsonNode> readings = new ArrayList<>();
        boolean any = types.isEmpty();
        if ((any || types.contains("integer") || types.contains("number"))
                && NUMBER.matcher(text).matches()) {
            number(text).ifPresent(readings::add);
        }
        if ((any || types.contains("boolean")) && (text.equals("true") || text.equals("false"))) {
            readings.add(mapper.getNodeFactory().booleanNode(Boolean.parseBoolean(text)));
        }
        readings.add(mapper.getNodeFactory().stringNode(text));
        return readings;
    }

    private Optional<JsonNode> number(String text) {
        try {
            return Optional.of(mapper.readTree(text));
        } catch (JacksonException | NumberFormatException beyondAllMeasure) {
            return Optional.empty();
        }
    }

    /** Reads several texts as a list. */
    ArrayNode array(List<String> texts, SchemaRef schema, Side side) {
        SchemaRef items = part(schema, "items").orElse(new SchemaRef(schema.pointer(), mapper.missingNode()));
        ArrayNode array = mapper.createArrayNode();
        texts.forEach(text -> array.add(
                items.node().isMissingNode() ? mapper.getNodeFactory().stringNode(text) : scalar(text, items, side)));
        return array;
    }

    /**
     * Reads fields as an object, by the default of OpenAPI 3.0.3, "Encoding Object": each property is a field, lists
     * are repeated fields, objects are JSON.
     *
     * @param fields the texts by name, both decoded
     */
    ObjectNode object(Map<String, List<String>> fields, SchemaRef schema, Side side) {
        ObjectNode object = mapper.createObjectNode();
        fields.forEach((name, texts) -> object.set(name, property(texts, schema, name, side)));
        return object;
    }

    private JsonNode property(List<String> texts, SchemaRef schema, String name, Side side) {
        Optional<SchemaRef> known = part(schema, "properties", name).or(() -> part(schema, "additionalProperties"));
        if (known.isEmpty() || !known.get().node().isObject()) {
            return mapper.getNodeFactory().stringNode(texts.get(0));
        }
        SchemaRef property = known.get();
        if (isArray(property) || texts.size() > 1) {
            return array(texts, property, side);
        }
        if (isObject(property)) {
            try {
                return mapper.readTree(texts.get(0));
            } catch (JacksonException noJson) {
                return mapper.getNodeFactory().stringNode(texts.get(0));
            }
        }
        return scalar(texts.get(0), property, side);
    }

    boolean isArray(SchemaRef schema) {
        return types(schema).equals(Set.of("array"));
    }

    /** Whether to read texts as a list; a schema may allow both a single value and a list. */
    boolean isList(SchemaRef schema, int texts) {
        return isArray(schema) || texts > 1 && types(schema).contains("array");
    }

    boolean isObject(SchemaRef schema) {
        return types(schema).equals(Set.of("object"));
    }

    /** Whether a schema declares a property. */
    boolean names(SchemaRef schema, String property) {
        return part(schema, "properties", property).isPresent();
    }

    /**
     * The types that a value may have, without {@code null}, which no text represents; empty if every type is allowed.
     */
    private Set<String> types(SchemaRef schema) {
        Set<String> types = new HashSet<>();
        for (SchemaRef part : Schemas.conjuncts(document, schema)) {
            JsonNode node = part.node();
            if (node.path("type").isString()) {
                types.add(node.get("type").stringValue());
            }
            node.path("type").forEach(type -> types.add(type.asString()));
            Schemas.alternatives(part).forEach(alternative -> types.addAll(types(alternative)));
        }
        types.remove("null");
        return types;
    }

    /** A subschema of the schema, of a schema that applies with it, or of one of its alternatives. */
    private Optional<SchemaRef> part(SchemaRef schema, String... names) {
        List<SchemaRef> conjuncts = Schemas.conjuncts(document, schema);
        return conjuncts.stream()
                .map(conjunct -> Schemas.child(conjunct, names))
                .filter(part -> !part.node().isMissingNode())
                .findFirst()
                .or(() -> conjuncts.stream()
                        .flatMap(Schemas::alternatives)
                        .flatMap(alternative -> part(alternative, names).stream())
                        .findFirst());
    }
}
