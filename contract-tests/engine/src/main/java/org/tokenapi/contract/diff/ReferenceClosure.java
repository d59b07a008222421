package org.tokenapi.contract.diff;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.Operation;
import org.tokenapi.contract.spec.Pointers;
import tools.jackson.databind.JsonNode;

/**
 * Everything in a document that belongs to an operation: its own node, and the targets of all references from there.
 */
final class ReferenceClosure {
    private final OpenApiDocument document;
    private final Map<String, JsonNode> reached = new LinkedHashMap<>();

    private ReferenceClosure(OpenApiDocument document) {
        this.document = document;
    }

    /** The nodes by their pointers. Two operations with equal nodes allow the same messages. */
    static Map<String, JsonNode> of(OpenApiDocument document, Operation operation) {
        ReferenceClosure reach = new ReferenceClosure(document);
        reach.add(operation.pointer());
        reach.add(operation.pathPointer() + "/parameters");
        return reach.reached;
    }

    private void add(String pointer) {
        if (!reached.containsKey(pointer)) {
            JsonNode node = document.at(pointer);
            reached.put(pointer, node);
            follow(node, pointer);
        }
    }

    private void follow(JsonNode node, String pointer) {
        JsonNode reference = node.path("$ref");
        if (reference.isString()) {
            // In an example, "$ref" may be data without a target.
            document.resolve(pointer, reference.stringValue()).ifPresent(this::add);
        }
        node.properties().forEach(member -> follow(member.getValue(), Pointers.child(pointer, member.getKey())));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            follow(node.get(i), pointer + "/" + i);
        }
    }
}
