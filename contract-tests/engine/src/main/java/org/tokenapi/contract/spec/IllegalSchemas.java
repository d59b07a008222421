package org.tokenapi.contract.spec;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Finds the keywords whose values their dialect does not allow, for example {@code exclusiveMinimum: true} in OpenAPI
 * 3.1. Such a keyword is not checked.
 */
final class IllegalSchemas {
    private static final int LONGEST = 60;

    private final References references;
    private final Dialect dialect;
    private final Set<String> seen = new HashSet<>();
    private final Deque<SchemaRef> ahead = new ArrayDeque<>();

    /** By the pointer of the schema. */
    private final Map<String, Defect> found = new LinkedHashMap<>();

    IllegalSchemas(References references, Dialect dialect) {
        this.references = references;
        this.dialect = dialect;
    }

    /**
     * The defects by the pointers of their schemas; of several in one schema, each has the pointer of its keyword, too.
     */
    Map<String, Defect> found() {
        references.eachObject((node, pointer) -> {
            for (String holder : new String[] {"schema", "itemSchema"}) {
                if (node.has(holder)) {
                    ahead.add(new SchemaRef(Pointers.child(pointer, holder), node.get(holder)));
                }
            }
            if (pointer.equals("/components")) {
                String schemas = Pointers.child(pointer, "schemas");
                node.path("schemas")
                        .properties()
                        .forEach(schema ->
                                ahead.add(new SchemaRef(Pointers.child(schemas, schema.getKey()), schema.getValue())));
            }
        });
        while (!ahead.isEmpty()) {
            SchemaRef schema = ahead.poll();
            if (schema.node().isObject() && seen.add(schema.pointer())) {
                check(schema);
            }
        }
        return found;
    }

    private void check(SchemaRef schema) {
        JsonNode reference = schema.node().path(Keyword.REF.toString());
        if (reference.isString()) {
            references
                    .resolve(schema.pointer(), reference.stringValue())
                    .ifPresent(target ->
                            ahead.add(new SchemaRef(target, references.sources().at(target))));
            if (dialect == Dialect.OPENAPI_3_0) {
                return;
            }
        }
        for (Map.Entry<String, JsonNode> member : schema.node().properties()) {
            Keyword.find(member.getKey(), dialect).ifPresent(keyword -> {
                if (keyword.allows(member.getValue(), dialect)) {
                    ahead.addAll(keyword.schemas(schema));
                } else {
                    found.merge(schema.pointer(), defect(keyword, schema), (one, other) -> one);
                    String pointer = Pointers.child(schema.pointer(), member.getKey());
                    found.put(pointer, defect(keyword, schema));
                }
            });
        }
    }

    private Defect defect(Keyword keyword, SchemaRef schema) {
        String value = schema.node().get(keyword.toString()).toString();
        return references
                .sources()
                .defect(
                        Pointers.child(schema.pointer(), keyword.toString()),
                        keyword + " must be " + keyword.operand(dialect) + " in " + dialect.label() + ", not "
                                + (value.length() > LONGEST ? value.substring(0, LONGEST) + "…" : value));
    }
}
