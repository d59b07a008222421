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

/** Finds the way among the schemas of a document. */
public final class Schemas {
    /** References that lead in a circle end here. */
    private static final int MOST_STEPS = 100;

    private Schemas() {}

    /** The keywords of a schema that count, those with a value that can't be understood left out. */
    public static List<KeywordUse> keywords(OpenApiDocument document, SchemaRef schema) {
        List<KeywordUse> found = new ArrayList<>();
        Dialect dialect = document.dialect();
        // OpenAPI 3.0.3, "Reference Object": what stands beside a reference is ignored.
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

    /** The schema that the reference of a schema leads to; empty if it has none. */
    public static Optional<SchemaRef> target(OpenApiDocument document, SchemaRef schema) {
        JsonNode reference = schema.node().path("$ref");
        if (!reference.isString() && document.dialect() == Dialect.JSON_SCHEMA_2020_12) {
            // Seen from itself alone, a dynamic reference leads where an ordinary one would.
            reference = schema.node().path("$dynamicRef");
        }
        return reference.isString()
                ? document.resolve(schema.pointer(), reference.stringValue())
                        .map(pointer -> new SchemaRef(pointer, document.at(pointer)))
                : Optional.empty();
    }

    /** The schema that a reference leads to, or the schema itself where it is none. */
    public static SchemaRef dereference(OpenApiDocument document, SchemaRef schema) {
        SchemaRef found = schema;
        Optional<SchemaRef> next = target(document, schema);
        for (int steps = 0; next.isPresent() && steps < MOST_STEPS; steps++) {
            found = next.get();
            next = target(document, found);
        }
        return found;
    }

    /** The schemas that all apply to a value of this one: itself, what it refers to, and the branches of {@code allOf}. */
    public static List<SchemaRef> conjuncts(OpenApiDocument document, SchemaRef schema) {
        Map<String, SchemaRef> found = new LinkedHashMap<>();
        collect(document, schema, found);
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

    /** All schemas that a schema applies to the same value, whether or not the value has to meet them. */
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

    /** Whether a schema applies to the very value that it is to judge once more, so that no judgement ends. */
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

    /** A schema within a schema. */
    public static SchemaRef child(SchemaRef schema, String... names) {
        String pointer = schema.pointer();
        JsonNode node = schema.node();
        for (String name : names) {
            pointer = Pointers.child(pointer, name);
            node = node.isArray() ? node.path(Integer.parseInt(name)) : node.path(name);
        }
        return new SchemaRef(pointer, node);
    }

    /** The JSON pointer that the fragment of a URI holds. */
    static String decode(String fragment) {
        return URLDecoder.decode(fragment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
