package org.tokenapi.contract.spec;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.tokenapi.contract.spec.Keyword.Target;
import tools.jackson.databind.JsonNode;

/** Navigates between the schemas of a document. */
public final class Schemas {
    /** The most references to follow, because they may be circular. */
    private static final int MOST_STEPS = 100;

    private Schemas() {}

    /** The keywords of a schema that have an effect. Keywords with an invalid value are left out. */
    public static List<KeywordUse> keywords(OpenApiDocument document, SchemaRef schema) {
        List<KeywordUse> found = new ArrayList<>();
        Dialect dialect = document.dialect();
        // OpenAPI 3.0.3, "Reference Object": siblings of a reference are ignored.
        boolean reference =
                dialect == Dialect.OPENAPI_3_0 && schema.node().path("$ref").isString();
        for (Map.Entry<String, JsonNode> member : schema.node().properties()) {
            Keyword.find(member.getKey(), dialect)
                    .filter(keyword -> keyword.accepts(member.getValue(), dialect))
                    .filter(keyword -> keyword == Keyword.REF || !reference)
                    .ifPresent(keyword -> found.add(new KeywordUse(keyword, schema)));
        }
        return found;
    }

    /** The target of the reference in a schema; empty if the schema has no reference. */
    public static Optional<SchemaRef> target(OpenApiDocument document, SchemaRef schema) {
        JsonNode reference = schema.node().path("$ref");
        if (!reference.isString() && document.dialect() == Dialect.JSON_SCHEMA_2020_12) {
            // Without a dynamic scope, a dynamic reference resolves like an ordinary one.
            reference = schema.node().path("$dynamicRef");
        }
        return reference.isString()
                ? document.resolve(schema.pointer(), reference.stringValue())
                        .map(pointer -> new SchemaRef(pointer, document.at(pointer)))
                : Optional.empty();
    }

    /** The schema at the end of a chain of references; the schema itself if it is not a reference. */
    public static SchemaRef dereference(OpenApiDocument document, SchemaRef schema) {
        SchemaRef found = schema;
        Optional<SchemaRef> next = target(document, schema);
        for (int steps = 0; next.isPresent() && steps < MOST_STEPS; steps++) {
            found = next.get();
            next = target(document, found);
        }
        return found;
    }

    /**
     * All schemas that a value of a schema must conform to: the schema, the targets of its references, and the branches
     * of {@code allOf}.
     */
    public static List<SchemaRef> conjuncts(OpenApiDocument document, SchemaRef schema) {
        return conjuncts(document, List.of(schema));
    }

    /** The same for several schemas that apply together; each once. */
    public static List<SchemaRef> conjuncts(OpenApiDocument document, List<SchemaRef> schemas) {
        Map<String, SchemaRef> found = new LinkedHashMap<>();
        schemas.forEach(schema -> collect(document, schema, found));
        return new ArrayList<>(found.values());
    }

    private static void collect(OpenApiDocument document, SchemaRef schema, Map<String, SchemaRef> found) {
        if (found.containsKey(schema.pointer())) {
            return;
        }
        Optional<SchemaRef> target = target(document, schema);
        if (target.isEmpty() || document.dialect() != Dialect.OPENAPI_3_0) {
            found.put(schema.pointer(), schema);
            Keyword.ALL_OF.schemas(schema).forEach(branch -> collect(document, branch, found));
        }
        target.ifPresent(schemaReferredTo -> collect(document, schemaReferredTo, found));
    }

    /** The branches of {@code anyOf} and {@code oneOf}. */
    public static Stream<SchemaRef> alternatives(SchemaRef schema) {
        return Stream.of(Keyword.ANY_OF, Keyword.ONE_OF).flatMap(keyword -> keyword.schemas(schema).stream());
    }

    /** All schemas that a schema applies to the same value, whether or not the value must conform to them. */
    public static List<SchemaRef> inPlace(OpenApiDocument document, SchemaRef schema) {
        List<SchemaRef> found = new ArrayList<>();
        target(document, schema).ifPresent(found::add);
        for (KeywordUse use : keywords(document, schema)) {
            if (use.keyword().target() == Target.VALUE) {
                found.addAll(use.schemas());
            }
        }
        return found;
    }

    /** Whether a schema applies itself to the same value, so that the validation would not end. */
    public static boolean isEndless(OpenApiDocument document, SchemaRef schema) {
        return leadsTo(document, schema, schema.pointer(), new HashSet<>());
    }

    private static boolean leadsTo(OpenApiDocument document, SchemaRef schema, String goal, Set<String> seen) {
        for (SchemaRef applied : inPlace(document, schema)) {
            if (applied.pointer().equals(goal)
                    || seen.add(applied.pointer()) && leadsTo(document, applied, goal, seen)) {
                return true;
            }
        }
        return false;
    }

    /** The subschema at a path of names, for example {@code properties}, {@code id}. */
    public static SchemaRef child(SchemaRef schema, String... names) {
        String pointer = schema.pointer();
        JsonNode node = schema.node();
        for (String name : names) {
            pointer = Pointers.child(pointer, name);
            node = node.isArray() ? node.path(Integer.parseInt(name)) : node.path(name);
        }
        return new SchemaRef(pointer, node);
    }

    /** The JSON pointer in the fragment of a URI, decoded. */
    static String decode(String fragment) {
        return URLDecoder.decode(fragment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
