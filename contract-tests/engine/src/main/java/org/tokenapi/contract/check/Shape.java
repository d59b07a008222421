package org.tokenapi.contract.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.Schemas;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * All schemas that speak of one value, every branch of them taken together. It answers what validation does not: whether
 * a property that came is one that the schema knows, and whether a value is a secret.
 */
final class Shape {
    private static final List<String> BRANCHES = List.of("allOf", "anyOf", "oneOf");
    private static final List<String> CONDITIONS = List.of("if", "then", "else");

    private final OpenApiDocument document;
    private final Set<JsonNode> schemas = Collections.newSetFromMap(new IdentityHashMap<>());
    private final boolean known;
    private final boolean free;
    private final boolean secret;
    private final boolean readOnly;
    private final boolean writeOnly;
    private final Map<String, Shape> properties = new ConcurrentHashMap<>();
    private volatile @Nullable Shape elements;

    Shape(OpenApiDocument document, JsonNode schema) {
        this(document, List.of(schema));
    }

    /** @param schemas which may speak of the value; none if nothing does */
    Shape(OpenApiDocument document, Collection<JsonNode> schemas) {
        this.document = document;
        this.known = !schemas.isEmpty();
        schemas.forEach(this::add);
        this.free = any(schema -> schema.path("additionalProperties").asBoolean(false) || schema.has("discriminator"))
                || !any(schema -> schema.has("properties") || schema.has("patternProperties"));
        this.secret = has("format", "password");
        this.readOnly = has("readOnly", "true");
        this.writeOnly = has("writeOnly", "true");
    }

    private void add(JsonNode schema) {
        if (!schema.isObject() || !schemas.add(schema)) {
            return;
        }
        JsonNode target = Schemas.dereference(document, schema);
        if (target != schema) {
            add(target);
        }
        BRANCHES.forEach(branch -> schema.path(branch).forEach(this::add));
        CONDITIONS.stream().filter(schema::has).forEach(condition -> add(schema.get(condition)));
        schema.path("dependentSchemas").forEach(this::add);
    }

    /** Whether any schema speaks of the value. */
    boolean isKnown() {
        return known;
    }

    /** Whether the value may have properties that no schema names, because a schema says so or names none at all. */
    boolean isFree() {
        return free;
    }

    boolean isSecret() {
        return secret;
    }

    /** Whether the value, or a part of it, is a secret. */
    boolean holdsSecret() {
        return holdsSecret(Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private boolean holdsSecret(Set<JsonNode> seen) {
        if (isSecret()) {
            return true;
        }
        List<JsonNode> parts = new ArrayList<>();
        for (JsonNode schema : schemas) {
            if (seen.add(schema)) {
                schema.path("prefixItems").forEach(parts::add);
                schema.path("properties").forEach(parts::add);
                schema.path("patternProperties").forEach(parts::add);
                parts.add(schema.path("items"));
                parts.add(schema.path("additionalProperties"));
            }
        }
        return parts.stream().filter(JsonNode::isObject).anyMatch(part -> new Shape(document, part).holdsSecret(seen));
    }

    boolean isReadOnly() {
        return readOnly;
    }

    boolean isWriteOnly() {
        return writeOnly;
    }

    private boolean has(String keyword, String value) {
        return any(schema -> schema.path(keyword).asString("").equals(value));
    }

    private boolean any(Predicate<JsonNode> test) {
        return schemas.stream().anyMatch(test);
    }

    /** What is said of a property; an unknown shape if nothing is. */
    Shape property(String name) {
        Shape kept = properties.get(name);
        if (kept != null) {
            return kept;
        }
        Shape found = findProperty(name);
        // Only names of the document are kept: those of the traffic have no end.
        if (any(schema -> schema.path("properties").has(name))) {
            properties.put(name, found);
        }
        return found;
    }

    /** What is said of the elements of a list. */
    Shape elements() {
        Shape found = elements;
        if (found == null) {
            List<JsonNode> items = new ArrayList<>();
            for (JsonNode schema : schemas) {
                schema.path("prefixItems").forEach(items::add);
                if (schema.has("items")) {
                    items.add(schema.get("items"));
                }
            }
            found = new Shape(document, items);
            elements = found;
        }
        return found;
    }

    /** What is said of a part of the value. */
    Shape at(JsonPointer place) {
        if (place.matches()) {
            return this;
        }
        Shape part = place.mayMatchElement()
                        && !any(schema -> schema.path("properties").has(place.getMatchingProperty()))
                ? elements()
                : property(place.getMatchingProperty());
        return part.at(place.tail());
    }

    private Shape findProperty(String name) {
        Set<JsonNode> found = new LinkedHashSet<>();
        for (JsonNode schema : schemas) {
            JsonNode declared = schema.path("properties").get(name);
            if (declared != null) {
                found.add(declared);
            }
            schema.path("patternProperties").properties().stream()
                    .filter(pattern -> matches(pattern.getKey(), name))
                    .forEach(pattern -> found.add(pattern.getValue()));
        }
        if (found.isEmpty()) {
            for (JsonNode schema : schemas) {
                if (schema.path("additionalProperties").isObject()) {
                    found.add(schema.get("additionalProperties"));
                }
            }
        }
        return new Shape(document, found);
    }

    private static boolean matches(String pattern, String name) {
        try {
            return Pattern.compile(pattern).matcher(name).find();
        } catch (PatternSyntaxException notOfJava) {
            return false;
        }
    }
}
