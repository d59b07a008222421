package org.tokenapi.contract.diff;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.Schemas;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes schemas in one form: references followed, notes left out, keywords in order. */
final class Normal {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Set<String> NOTES = Set.of(
            "title", "description", "default", "example", "examples", "deprecated", "externalDocs", "xml", "$comment");

    /** The members of these have names of their own, {@code title} among the possible ones. */
    private static final Set<String> NAMED =
            Set.of("properties", "patternProperties", "$defs", "dependentSchemas", "dependentRequired");

    /** References that lead back to themselves are followed so far. */
    private static final int DEEPEST = 12;

    private Normal() {}

    static JsonNode of(OpenApiDocument document, JsonNode node) {
        return of(document, node, 0, false);
    }

    private static JsonNode of(OpenApiDocument document, JsonNode node, int depth, boolean named) {
        if (depth > DEEPEST) {
            return JSON.nullNode();
        }
        JsonNode schema = named ? node : Schemas.dereference(document, node);
        if (schema.isArray()) {
            ArrayNode array = JSON.arrayNode();
            schema.forEach(element -> array.add(of(document, element, depth + 1, false)));
            return array;
        }
        if (!schema.isObject()) {
            return schema;
        }
        Map<String, JsonNode> members = new TreeMap<>();
        schema.properties().forEach(member -> {
            String name = member.getKey();
            if (named || !NOTES.contains(name) && !name.startsWith("x-")) {
                members.put(name, of(document, member.getValue(), depth + 1, !named && NAMED.contains(name)));
            }
        });
        ObjectNode object = JSON.objectNode();
        object.setAll(members);
        return object;
    }
}
