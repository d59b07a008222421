package org.tokenapi.contract.check;

import java.util.HashSet;
import java.util.Set;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.Pointers;
import org.tokenapi.contract.spec.SchemaRef;
import tools.jackson.databind.JsonNode;

/**
 * The names of the properties that are a secret ({@code format: password}), or a list or map of secrets, anywhere in a
 * document. Where a schema does not declare a property of such a name, the property is reported as leaked.
 */
public final class SecretNames {
    private final OpenApiDocument document;
    private final Set<String> names = new HashSet<>();

    private SecretNames(OpenApiDocument document) {
        this.document = document;
    }

    /** The names, as they are in the document. */
    public static Set<String> of(OpenApiDocument document) {
        SecretNames found = new SecretNames(document);
        // Skips the search in documents without secrets, because it is slow for large ones.
        if (document.root().findValues("format").stream()
                .anyMatch(format -> format.asString("").equals("password"))) {
            found.collect(document.root(), "");
        }
        return found.names;
    }

    private void collect(JsonNode node, String pointer) {
        for (String name : node.path("properties").propertyNames()) {
            SchemaRef property = new SchemaRef(
                    Pointers.child(Pointers.child(pointer, "properties"), name),
                    node.get("properties").get(name));
            Shape shape = new Shape(document, property);
            if (shape.isSecret()
                    || shape.elements().isSecret()
                    || shape.others().isSecret()) {
                names.add(name);
            }
        }
        node.properties().forEach(member -> collect(member.getValue(), Pointers.child(pointer, member.getKey())));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            collect(node.get(i), pointer + "/" + i);
        }
    }
}
