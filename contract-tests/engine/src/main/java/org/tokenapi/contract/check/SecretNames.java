package org.tokenapi.contract.check;

import java.util.HashSet;
import java.util.Set;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.Pointers;
import org.tokenapi.contract.spec.SchemaRef;
import tools.jackson.databind.JsonNode;

/**
 * The properties that are a secret, or a list or map of secrets, somewhere in a document; elsewhere a secret of that name
 * does not belong.
 */
public final class SecretNames {
    private final OpenApiDocument document;
    private final Set<String> names = new HashSet<>();

    private SecretNames(OpenApiDocument document) {
        this.document = document;
    }

    /** The names. */
    public static Set<String> of(OpenApiDocument document) {
        SecretNames found = new SecretNames(document);
        // Most documents name no secret, and a large one takes long to go through in this way.
        if (document.root().findValuesAsString("format").contains("password")) {
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
