package org.tokenapi.contract.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.spec.EcmaPattern;
import org.tokenapi.contract.spec.Format;
import org.tokenapi.contract.spec.Keyword;
import org.tokenapi.contract.spec.Keyword.Target;
import org.tokenapi.contract.spec.KeywordUse;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.SchemaRef;
import org.tokenapi.contract.spec.Schemas;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * All schemas that may apply to a value, with all branches of their alternatives. It answers what validation does not:
 * whether a property is declared, and whether a value is a secret. Thread-safe.
 */
public final class Shape {
    private final OpenApiDocument document;
    private final Map<String, SchemaRef> schemas = new LinkedHashMap<>();
    private final boolean known;
    private final boolean free;
    private final boolean secret;
    private final Map<String, Shape> properties = new ConcurrentHashMap<>();
    private volatile @Nullable Shape elements;

    /** The shape of the values of a schema. */
    public Shape(OpenApiDocument document, SchemaRef schema) {
        this(document, List.of(schema));
    }

    /**
     * The shape of values that several schemas may apply to.
     *
     * @param schemas the schemas; none if nothing is declared
     */
    public Shape(OpenApiDocument document, Collection<SchemaRef> schemas) {
        this.document = document;
        this.known = !schemas.isEmpty();
        schemas.forEach(this::add);
        this.free = any(schema -> schema.path("additionalProperties").asBoolean(false) || schema.has("discriminator"))
                || !any(schema -> schema.has("properties") || schema.has("patternProperties"));
        this.secret = any(schema -> schema.path("format").asString("").equals(Format.PASSWORD.toString()));
    }

    private void add(SchemaRef schema) {
        if (!schema.node().isObject() || schemas.putIfAbsent(schema.pointer(), schema) != null) {
            return;
        }
        Schemas.target(document, schema).ifPresent(this::add);
        for (KeywordUse use : Schemas.keywords(document, schema)) {
            if (use.keyword().target() == Target.VALUE && use.keyword() != Keyword.NOT) {
                use.schemas().forEach(this::add);
            }
        }
    }

    /** Whether any schema applies to the value. */
    public boolean isKnown() {
        return known;
    }

    /** Whether the value may have undeclared properties, because a schema allows them or declares none at all. */
    public boolean isFree() {
        return free;
    }

    /** Whether the value is a secret, {@code format: password}. */
    public boolean isSecret() {
        return secret;
    }

    /** Whether the value or a part of it is a secret. */
    public boolean holdsSecret() {
        return holdsSecret(new HashSet<>());
    }

    private boolean holdsSecret(Set<String> seen) {
        if (isSecret()) {
            return true;
        }
        List<SchemaRef> parts = new ArrayList<>();
        for (SchemaRef schema : schemas.values()) {
            if (seen.add(schema.pointer())) {
                parts.addAll(parts(schema, Target.ELEMENT));
                parts.addAll(parts(schema, Target.PROPERTY));
            }
        }
        return parts.stream().anyMatch(part -> new Shape(document, part).holdsSecret(seen));
    }

    private List<SchemaRef> parts(SchemaRef schema, Target target) {
        return Schemas.keywords(document, schema).stream()
                .filter(use -> use.keyword().target() == target && use.keyword().binds())
                .flatMap(use -> use.schemas().stream())
                .toList();
    }

    private boolean any(Predicate<JsonNode> test) {
        return schemas.values().stream().map(SchemaRef::node).anyMatch(test);
    }

    /** The shape of a property; one without schemas if the property is not declared. */
    public Shape property(String name) {
        Shape kept = properties.get(name);
        if (kept != null) {
            return kept;
        }
        Shape found = findProperty(name);
        // Only declared names are cached, because the names in traffic are unlimited.
        if (any(schema -> schema.path("properties").has(name))) {
            properties.put(name, found);
        }
        return found;
    }

    /** The shape of undeclared properties. */
    Shape others() {
        return new Shape(
                document,
                schemas.values().stream()
                        .map(schema -> Schemas.child(schema, "additionalProperties"))
                        .filter(schema -> schema.node().isObject())
                        .toList());
    }

    /** The shape of the elements of a list. */
    public Shape elements() {
        Shape found = elements;
        if (found == null) {
            List<SchemaRef> items = schemas.values().stream()
                    .flatMap(schema -> parts(schema, Target.ELEMENT).stream())
                    .toList();
            found = new Shape(document, items);
            elements = found;
        }
        return found;
    }

    /** The shape of a part of the value. */
    Shape at(JsonPointer place) {
        return place.matches() ? this : first(place).at(place.tail());
    }

    /** Whether a part of the value is declared, or lies in one that may have undeclared parts. */
    boolean declares(JsonPointer place) {
        return known && (free || place.matches() || first(place).declares(place.tail()));
    }

    /** The shape of the property or element that a pointer begins with. */
    private Shape first(JsonPointer place) {
        return place.mayMatchElement()
                        && !any(schema -> schema.path("properties").has(place.getMatchingProperty()))
                ? elements()
                : property(place.getMatchingProperty());
    }

    private Shape findProperty(String name) {
        List<SchemaRef> found = new ArrayList<>();
        for (SchemaRef schema : schemas.values()) {
            SchemaRef declared = Schemas.child(schema, "properties", name);
            if (!declared.node().isMissingNode()) {
                found.add(declared);
            }
            for (String pattern : schema.node().path("patternProperties").propertyNames()) {
                if (matches(pattern, name)) {
                    found.add(Schemas.child(schema, "patternProperties", pattern));
                }
            }
        }
        return found.isEmpty() ? others() : new Shape(document, found);
    }

    private static boolean matches(String pattern, String name) {
        try {
            return EcmaPattern.compile(pattern)
                    .filter(compiled -> compiled.matches(name))
                    .isPresent();
        } catch (EcmaPattern.UndecidedException tooCostly) {
            return false;
        }
    }
}
