package org.tokenapi.contract.check;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.Pointers;
import org.tokenapi.contract.spec.SchemaRef;
import org.tokenapi.contract.spec.Schemas;
import tools.jackson.databind.JsonNode;

/** Lists the constraints of a schema, all of them or those that speak of one value. */
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

    private final OpenApiDocument document;
    private final SchemaChecker checker;
    private final Side side;
    private final Set<String> found = new LinkedHashSet<>();
    private final Set<String> visited = new LinkedHashSet<>();

    private Constraints(OpenApiDocument document, SchemaChecker checker, Side side) {
        this.document = document;
        this.checker = checker;
        this.side = side;
    }

    /** The pointers of all constraints of a schema and of the schemas within it, for messages of one side. */
    static Set<String> of(OpenApiDocument document, SchemaChecker checker, SchemaRef schema, Side side) {
        Constraints constraints = new Constraints(document, checker, side);
        constraints.all(schema);
        return constraints.found;
    }

    /** The pointers of the constraints that speak of a value or of a part of it. */
    static Set<String> about(
            OpenApiDocument document, SchemaChecker checker, SchemaRef schema, JsonNode value, Side side) {
        Constraints constraints = new Constraints(document, checker, side);
        constraints.touched(schema, value, 0);
        return constraints.found;
    }

    private void all(SchemaRef schema) {
        for (SchemaRef part : Schemas.conjuncts(document, schema)) {
            if (part.node().isObject() && visited.add(part.pointer()) && !isForTheOtherSide(part)) {
                addKeywords(part);
                for (String name : part.node().path("properties").propertyNames()) {
                    all(Schemas.child(part, "properties", name));
                }
                if (part.node().has("items")) {
                    all(Schemas.child(part, "items"));
                }
                if (part.node().path("additionalProperties").isObject()) {
                    all(Schemas.child(part, "additionalProperties"));
                }
                Schemas.alternatives(part).forEach(this::all);
            }
        }
    }

    private void touched(SchemaRef schema, JsonNode value, int depth) {
        for (SchemaRef part : Schemas.conjuncts(document, schema)) {
            if (!part.node().isObject() || depth > 100) {
                continue;
            }
            String nullable = Pointers.child(part.pointer(), "nullable");
            boolean wasNull = found.contains(nullable);
            addKeywords(part);
            if (!value.isNull() && !wasNull) {
                found.remove(nullable);
            }
            if (value.isObject()) {
                addAbsent(part, value);
            }
            for (Map.Entry<String, JsonNode> member : value.properties()) {
                SchemaRef property = Schemas.child(part, "properties", member.getKey());
                if (!property.node().isMissingNode()) {
                    touched(property, member.getValue(), depth + 1);
                } else if (part.node().path("additionalProperties").isObject()) {
                    touched(Schemas.child(part, "additionalProperties"), member.getValue(), depth + 1);
                }
            }
            for (int i = 0; value.isArray() && i < value.size(); i++) {
                touched(Schemas.child(part, "items"), value.get(i), depth + 1);
            }
            Schemas.alternatives(part)
                    .filter(alternative -> checker.conforms(alternative, value, side))
                    .forEach(alternative -> touched(alternative, value, depth + 1));
        }
    }

    /** That a property must not stand in messages of this side, a value without it bears out. */
    private void addAbsent(SchemaRef schema, JsonNode value) {
        for (String name : schema.node().path("properties").propertyNames()) {
            if (!value.has(name)) {
                Schemas.conjuncts(document, Schemas.child(schema, "properties", name))
                        .forEach(this::isForTheOtherSide);
            }
        }
    }

    private void addKeywords(SchemaRef schema) {
        for (Map.Entry<String, JsonNode> keyword : schema.node().properties()) {
            JsonNode rule = keyword.getValue();
            boolean says = switch (keyword.getKey()) {
                case "format" -> !BLIND_FORMATS.contains(rule.asString(""));
                case "additionalProperties" -> rule.isBoolean() && !rule.booleanValue();
                case "uniqueItems", "nullable", "exclusiveMinimum", "exclusiveMaximum" ->
                    !rule.isBoolean() || rule.booleanValue();
                case "readOnly" -> side == Side.REQUEST && rule.asBoolean(false);
                case "writeOnly" -> side == Side.RESPONSE && rule.asBoolean(false);
                default -> KEYWORDS.contains(keyword.getKey());
            };
            if (says) {
                found.add(Pointers.child(schema.pointer(), keyword.getKey()));
            }
        }
    }

    /** A property that must not stand in messages of this side has one constraint there: that it is absent. */
    private boolean isForTheOtherSide(SchemaRef schema) {
        String keyword = side == Side.REQUEST ? "readOnly" : "writeOnly";
        if (schema.node().path(keyword).asBoolean(false)) {
            found.add(Pointers.child(schema.pointer(), keyword));
            return true;
        }
        return false;
    }
}
