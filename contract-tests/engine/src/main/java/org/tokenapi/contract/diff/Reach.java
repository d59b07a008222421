package org.tokenapi.contract.diff;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.Operation;
import org.tokenapi.contract.spec.Schemas;
import tools.jackson.databind.JsonNode;

/** What a document says of an operation: its own node, and all that references lead to from there. */
final class Reach {
    private final OpenApiDocument document;
    private final Map<String, JsonNode> reached = new LinkedHashMap<>();

    private Reach(OpenApiDocument document) {
        this.document = document;
    }

    /** The parts by their pointers. Two operations of which this is equal take and give the same messages. */
    static Map<String, JsonNode> of(OpenApiDocument document, Operation operation) {
        Reach reach = new Reach(document);
        String path = operation.pointer().substring(0, operation.pointer().lastIndexOf('/'));
        reach.add(operation.pointer());
        reach.add(path + "/parameters");
        return reach.reached;
    }

    private void add(String pointer) {
        if (!reached.containsKey(pointer)) {
            JsonNode node = document.at(pointer);
            reached.put(pointer, node);
            follow(node);
        }
    }

    private void follow(JsonNode node) {
        JsonNode reference = node.path("$ref");
        // In an example it may be data, which leads anywhere.
        if (reference.isString() && reference.stringValue().startsWith("#/")) {
            add(Schemas.target(reference.stringValue()));
        }
        node.forEach(this::follow);
    }
}
