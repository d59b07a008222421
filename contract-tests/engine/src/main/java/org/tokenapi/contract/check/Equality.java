package org.tokenapi.contract.check;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Compares values as JSON Schema does: numbers by value, so that 1 equals 1.0 (JSON Schema 2020-12, Core, section
 * 4.2.2).
 */
final class Equality {
    private Equality() {}

    /** A form in which equal values are equal by {@link Object#equals}. */
    static JsonNode canonical(JsonNode value) {
        if (value.isNumber()) {
            return JsonNodeFactory.instance.numberNode(value.decimalValue().stripTrailingZeros());
        }
        if (value instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode(array.size());
            array.forEach(element -> copy.add(canonical(element)));
            return copy;
        }
        if (value instanceof ObjectNode object) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(member -> copy.set(member.getKey(), canonical(member.getValue())));
            return copy;
        }
        return value;
    }
}
