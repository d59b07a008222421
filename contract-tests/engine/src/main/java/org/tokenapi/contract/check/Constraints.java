package org.tokenapi.contract.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.Pointers;
import org.tokenapi.contract.spec.SchemaRef;
import org.tokenapi.contract.spec.Schemas;
import tools.jackson.databind.JsonNode;

/**
 * Lists the constraints of schemas for the messages of one side, all of them or those that speak of one value. What a
 * schema says is read once and kept, because the same schemas speak of every exchange. Thread-safe.
 */
final class Constraints {
    private static final Set<String> KEYWORDS = Set.of(
            "type",
            "enum",
            "const",
            "format",
            "minLength",
            "maxLength",
            "pattern",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "minItems",
            "maxItems",
            "uniqueItems",
            "required",
            "minProperties",
            "maxProperties",
            "nullable",
            "readOnly",
            "writeOnly",
            "additionalProperties",
            "oneOf",
            "anyOf",
            "not");

    /** These formats narrow nothing that can be seen. */
    private static final Set<String> BLIND_FORMATS = Set.of("password", "binary", "float", "double");

    /** Schemas that lead back to themselves end here. */
    private static final int DEEPEST = 100;

    private final OpenApiDocument document;
    private final SchemaChecker checker;
    private final Side side;
    private final Map<String, List<Part>> parts = new ConcurrentHashMap<>();

    Constraints(OpenApiDocument document, SchemaChecker checker, Side side) {
        this.document = document;
        this.checker = checker;
        this.side = side;
    }

    /**
     * One of the schemas that apply together.
     *
     * @param pointer where it stands
     * @param said the pointers of its constraints, {@code nullable} aside
     * @param nullable the pointer of the keyword, which speaks of null alone; null if null is not allowed
     * @param onlyForTheOtherSide the pointer of the keyword that keeps the value out of messages of this side; null if
     *     it may stand there
     * @param absences of the properties that must not stand in messages of this side, the pointers that say so
     * @param additional what other properties must be; null if nothing is said of them
     * @param items what elements must be; null if nothing is said of them
     */
    private record Part(
            String pointer,
            Set<String> said,
            @Nullable String nullable,
            @Nullable String onlyForTheOtherSide,
            Map<String, SchemaRef> properties,
            Map<String, List<String>> absences,
            @Nullable SchemaRef additional,
            @Nullable SchemaRef items,
            List<SchemaRef> alternatives) {}

    /** The pointers of all constraints of a schema and of the schemas within it. */
    Set<String> of(SchemaRef schema) {
        Set<String> found = new LinkedHashSet<>();
        all(schema, found, new LinkedHashSet<>());
        return found;
    }

    private void all(SchemaRef schema, Set<String> found, Set<String> visited) {
        for (Part part : parts(schema)) {
            if (!visited.add(part.pointer)) {
                continue;
            }
            if (part.onlyForTheOtherSide != null) {
                // One constraint is left of it on this side: that it is absent.
                found.add(part.onlyForTheOtherSide);
                continue;
            }
            found.addAll(part.said);
            Optional.ofNullable(part.nullable).ifPresent(found::add);
            part.properties.values().forEach(property -> all(property, found, visited));
            Optional.ofNullable(part.items).ifPresent(items -> all(items, found, visited));
            Optional.ofNullable(part.additional).ifPresent(additional -> all(additional, found, visited));
            part.alternatives.forEach(alternative -> all(alternative, found, visited));
        }
    }

    /** The pointers of the constraints that speak of a value or of a part of it. */
    Set<String> about(SchemaRef schema, JsonNode value) {
        Set<String> found = new LinkedHashSet<>();
        about(schema, value, found, 0);
        return found;
    }

    private void about(SchemaRef schema, JsonNode value, Set<String> found, int depth) {
        if (depth > DEEPEST) {
            return;
        }
        for (Part part : parts(schema)) {
            found.addAll(part.said);
            if (part.nullable != null && value.isNull()) {
                found.add(part.nullable);
            }
            if (value.isObject()) {
                aboutProperties(part, value, found, depth);
            }
            if (part.items != null) {
                for (int i = 0; value.isArray() && i < value.size(); i++) {
                    about(part.items, value.get(i), found, depth + 1);
                }
            }
            for (SchemaRef alternative : part.alternatives) {
                if (checker.conforms(alternative, value, side)) {
                    about(alternative, value, found, depth + 1);
                }
            }
        }
    }

    private void aboutProperties(Part part, JsonNode object, Set<String> found, int depth) {
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            SchemaRef property = part.properties.getOrDefault(member.getKey(), part.additional);
            if (property != null) {
                about(property, member.getValue(), found, depth + 1);
            }
        }
        // That a property must not stand in messages of this side, a value without it bears out.
        for (Map.Entry<String, List<String>> absence : part.absences.entrySet()) {
            if (!object.has(absence.getKey())) {
                found.addAll(absence.getValue());
            }
        }
    }

    private List<Part> parts(SchemaRef schema) {
        List<Part> known = parts.get(schema.pointer());
        return known == null ? parts.computeIfAbsent(schema.pointer(), pointer -> read(schema)) : known;
    }

    private List<Part> read(SchemaRef schema) {
        List<Part> read = new ArrayList<>();
        for (SchemaRef part : Schemas.conjuncts(document, schema)) {
            if (part.node().isObject()) {
                read.add(readPart(part));
            }
        }
        return read;
    }

    private Part readPart(SchemaRef schema) {
        JsonNode node = schema.node();
        Map<String, SchemaRef> properties = new LinkedHashMap<>();
        Map<String, List<String>> absences = new LinkedHashMap<>();
        for (String name : node.path("properties").propertyNames()) {
            SchemaRef property = Schemas.child(schema, "properties", name);
            properties.put(name, property);
            List<String> pointers = Schemas.conjuncts(document, property).stream()
                    .flatMap(conjunct -> onlyForTheOtherSide(conjunct).stream())
                    .toList();
            if (!pointers.isEmpty()) {
                absences.put(name, pointers);
            }
        }
        return new Part(
                schema.pointer(),
                said(schema),
                node.path("nullable").asBoolean(false) ? Pointers.child(schema.pointer(), "nullable") : null,
                onlyForTheOtherSide(schema).orElse(null),
                properties,
                absences,
                node.path("additionalProperties").isObject() ? Schemas.child(schema, "additionalProperties") : null,
                node.has("items") ? Schemas.child(schema, "items") : null,
                Schemas.alternatives(schema).toList());
    }

    private Optional<String> onlyForTheOtherSide(SchemaRef schema) {
        String keyword = side == Side.REQUEST ? "readOnly" : "writeOnly";
        return schema.node().path(keyword).asBoolean(false)
                ? Optional.of(Pointers.child(schema.pointer(), keyword))
                : Optional.empty();
    }

    private Set<String> said(SchemaRef schema) {
        Set<String> said = new LinkedHashSet<>();
        for (Map.Entry<String, JsonNode> keyword : schema.node().properties()) {
            JsonNode rule = keyword.getValue();
            boolean says = switch (keyword.getKey()) {
                case "format" -> !BLIND_FORMATS.contains(rule.asString(""));
                case "additionalProperties" -> rule.isBoolean() && !rule.booleanValue();
                case "uniqueItems", "exclusiveMinimum", "exclusiveMaximum" -> !rule.isBoolean() || rule.booleanValue();
                case "nullable" -> false;
                case "readOnly" -> side == Side.REQUEST && rule.asBoolean(false);
                case "writeOnly" -> side == Side.RESPONSE && rule.asBoolean(false);
                default -> KEYWORDS.contains(keyword.getKey());
            };
            if (says) {
                said.add(Pointers.child(schema.pointer(), keyword.getKey()));
            }
        }
        return said;
    }
}
