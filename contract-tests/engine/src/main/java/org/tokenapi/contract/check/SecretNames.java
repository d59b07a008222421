package org.tokenapi.contract.check;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.Schemas;
import tools.jackson.databind.JsonNode;

/** The properties that are a secret, or a list or map of secrets, somewhere in a document; elsewhere a secret of that name does not belong. */
final class SecretNames {
    private SecretNames() {}

    static Set<String> of(OpenApiDocument document) {
        Set<String> names = new HashSet<>();
        collect(document, document.root(), names);
        return names;
    }

    private static void collect(OpenApiDocument document, JsonNode node, Set<String> names) {
        for (Map.Entry<String, JsonNode> property : node.path("properties").properties()) {
            Shape shape = new Shape(document, property.getValue());
            JsonNode others = Schemas.dereference(document, property.getValue()).path("additionalProperties");
            if (shape.isSecret() || shape.elements().isSecret() || new Shape(document, others).isSecret()) {
                names.add(property.getKey());
            }
        }
        node.forEach(child -> collect(document, child, names));
    }
}
