package org.tokenapi.contract.diff;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.diff.SchemaAlternative.KeywordValue;
import org.tokenapi.contract.spec.Keyword;
import org.tokenapi.contract.spec.Keyword.Role;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.SchemaRef;
import org.tokenapi.contract.spec.Schemas;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Normalizes schemas for comparison: resolves references, removes annotations, sorts keywords. */
final class SchemaNormalizer {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** The depth up to which references are resolved, because they may be circular. */
    private static final int DEEPEST = 12;

    private final OpenApiDocument document;

    private SchemaNormalizer(OpenApiDocument document) {
        this.document = document;
    }

    /** The normalized value of a keyword. */
    static JsonNode normalize(OpenApiDocument document, KeywordValue rule) {
        boolean named = Keyword.find(rule.keyword(), document.dialect())
                .filter(Keyword::holdsNames)
                .isPresent();
        return new SchemaNormalizer(document).of(new SchemaRef(rule.pointer(), rule.value()), 0, named);
    }

    /**
     * @param named whether the members have arbitrary names, which may be those of annotations, for example
     *     {@code title}
     */
    private JsonNode of(SchemaRef node, int depth, boolean named) {
        if (depth > DEEPEST) {
            return JSON.nullNode();
        }
        SchemaRef schema = named ? node : Schemas.dereference(document, node);
        if (schema.node().isArray()) {
            ArrayNode array = JSON.arrayNode();
            for (int i = 0; i < schema.node().size(); i++) {
                array.add(of(Schemas.child(schema, Integer.toString(i)), depth + 1, false));
            }
            return array;
        }
        if (!schema.node().isObject()) {
            return schema.node();
        }
        Map<String, JsonNode> members = new TreeMap<>();
        for (String name : schema.node().propertyNames()) {
            Keyword keyword =
                    named ? null : Keyword.find(name, document.dialect()).orElse(null);
            if (named || !name.startsWith("x-") && !isAnnotation(keyword)) {
                members.put(name, of(Schemas.child(schema, name), depth + 1, keyword != null && keyword.holdsNames()));
            }
        }
        ObjectNode object = JSON.objectNode();
        object.setAll(members);
        return object;
    }

    private static boolean isAnnotation(@Nullable Keyword keyword) {
        return keyword != null && keyword.role() == Role.ANNOTATION;
    }
}
