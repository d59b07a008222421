package org.tokenapi.contract.spec;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Follows references among the schemas of a document. */
public final class Schemas {
    /** References that lead in a circle end here. */
    private static final int MOST_STEPS = 100;

    private Schemas() {}

    /** The JSON pointer that a reference within the document means. */
    public static String target(String reference) {
        return URLDecoder.decode(reference.substring(1).replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** The schema that a reference leads to, or the schema itself where it is none. */
    public static JsonNode dereference(OpenApiDocument document, JsonNode schema) {
        JsonNode target = schema;
        for (int steps = 0; target.path("$ref").isString() && steps < MOST_STEPS; steps++) {
            target = document.at(target(target.get("$ref").stringValue()));
        }
        return target;
    }

    /** The schemas that all apply to a value of this one: itself, what it refers to, and the branches of {@code allOf}. */
    public static List<SchemaRef> conjuncts(OpenApiDocument document, SchemaRef schema) {
        Map<String, SchemaRef> found = new LinkedHashMap<>();
        collect(document, schema, found);
        return new ArrayList<>(found.values());
    }

    private static void collect(OpenApiDocument document, SchemaRef schema, Map<String, SchemaRef> found) {
        if (found.putIfAbsent(schema.pointer(), schema) != null) {
            return;
        }
        JsonNode reference = schema.node().path("$ref");
        if (reference.isString()) {
            String target = target(reference.stringValue());
            collect(document, new SchemaRef(target, document.at(target)), found);
        }
        for (int i = 0; i < schema.node().path("allOf").size(); i++) {
            collect(document, child(schema, "allOf", Integer.toString(i)), found);
        }
    }

    /** The branches of {@code anyOf} and {@code oneOf}. */
    public static Stream<SchemaRef> alternatives(SchemaRef schema) {
        return Stream.of("anyOf", "oneOf")
                .flatMap(keyword -> IntStream.range(
                                0, schema.node().path(keyword).size())
                        .mapToObj(i -> child(schema, keyword, Integer.toString(i))));
    }

    /** Whether a schema applies to the very value that it is to judge once more, so that no judgement ends. */
    public static boolean isEndless(OpenApiDocument document, JsonNode schema) {
        return isEndless(document, schema, List.of());
    }

    private static boolean isEndless(OpenApiDocument document, JsonNode schema, List<JsonNode> way) {
        if (way.stream().anyMatch(one -> one == schema)) {
            return true;
        }
        List<JsonNode> further = Stream.concat(way.stream(), Stream.of(schema)).toList();
        List<JsonNode> applied = new ArrayList<>();
        if (schema.path("$ref").isString()) {
            applied.add(document.at(target(schema.get("$ref").stringValue())));
        }
        for (String keyword : List.of("allOf", "anyOf", "oneOf")) {
            schema.path(keyword).forEach(applied::add);
        }
        for (String keyword : List.of("not", "if", "then", "else")) {
            if (schema.path(keyword).isObject()) {
                applied.add(schema.get(keyword));
            }
        }
        return applied.stream().anyMatch(one -> isEndless(document, one, further));
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
}
