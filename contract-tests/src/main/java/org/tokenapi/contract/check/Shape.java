package org.tokenapi.contract.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * What properties and elements a schema speaks of, all its branches taken together. It answers one question that validation
 * does not: whether a property that came is one that the schema knows.
 */
final class Shape {
    private static final List<String> BRANCHES = List.of("allOf", "anyOf", "oneOf");
    private static final List<String> CONDITIONS = List.of("if", "then", "else");

    private final UnaryOperator<JsonNode> dereference;
    private final Set<JsonNode> schemas;
    private final Map<String, Shape> properties = new ConcurrentHashMap<>();
    private final Map<String, Shape> elements = new ConcurrentHashMap<>();

    /** @param dereference follows a {@code $ref} to the schema that it means */
    Shape(JsonNode schema, UnaryOperator<JsonNode> dereference) {
        this(List.of(schema), dereference);
    }

    private Shape(Iterable<JsonNode> schemas, UnaryOperator<JsonNode> dereference) {
        this.dereference = dereference;
        this.schemas = Collections.newSetFromMap(new IdentityHashMap<>());
        schemas.forEach(this::add);
    }

    private void add(JsonNode schema) {
        JsonNode target = dereference.apply(schema);
        if (target != schema) {
            add(target);
        }
        if (!schema.isObject() || !schemas.add(schema)) {
            return;
        }
        BRANCHES.forEach(branch -> schema.path(branch).forEach(this::add));
        CONDITIONS.stream().filter(schema::has).forEach(condition -> add(schema.get(condition)));
    }

    /** Whether the schemas name any property; else an object of any content is meant. */
    boolean namesProperties() {
        return schemas.stream().anyMatch(schema -> schema.has("properties") || schema.has("patternProperties"));
    }

    boolean knows(String property) {
        return !property(property).schemas.isEmpty();
    }

    Shape property(String name) {
        return properties.computeIfAbsent(name, this::findProperty);
    }

    Shape elements() {
        return elements.computeIfAbsent("items", items -> {
            List<JsonNode> found = new ArrayList<>();
            for (JsonNode schema : schemas) {
                schema.path("prefixItems").forEach(found::add);
                if (schema.has(items)) {
                    found.add(schema.get(items));
                }
            }
            return new Shape(found, dereference);
        });
    }

    private Shape findProperty(String name) {
        Set<JsonNode> found = new LinkedHashSet<>();
        for (JsonNode schema : schemas) {
            JsonNode declared = schema.path("properties").get(name);
            if (declared != null) {
                found.add(declared);
            }
            schema.path("patternProperties").properties().stream()
                    .filter(pattern ->
                            Pattern.compile(pattern.getKey()).matcher(name).find())
                    .forEach(pattern -> found.add(pattern.getValue()));
        }
        if (found.isEmpty()) {
            for (JsonNode schema : schemas) {
                if (schema.path("additionalProperties").isObject()) {
                    found.add(schema.get("additionalProperties"));
                }
            }
        }
        return new Shape(found, dereference);
    }
}
