package org.tokenapi.contract.cases;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tokenapi.contract.spec.SchemaRef;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Merges schemas that apply together into one: it takes the narrower of two bounds, and the union of lists of names.
 */
final class SchemaMerge {
    private static final Set<String> GREATER = Set.of(
            "minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties", "minContains", "multipleOf");
    private static final Set<String> LESSER =
            Set.of("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties", "maxContains");

    private SchemaMerge() {}

    static ObjectNode of(List<SchemaRef> parts) {
        ObjectNode merged = JsonNodeFactory.instance.objectNode();
        for (SchemaRef part : parts) {
            for (Map.Entry<String, JsonNode> member : part.node().properties()) {
                String keyword = member.getKey();
                merged.set(
                        keyword,
                        merged.has(keyword)
                                ? both(keyword, merged.get(keyword), member.getValue())
                                : member.getValue());
            }
        }
        return merged;
    }

    private static JsonNode both(String keyword, JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber() && (GREATER.contains(keyword) || LESSER.contains(keyword))) {
            boolean otherIsGreater = other.decimalValue().compareTo(one.decimalValue()) > 0;
            return GREATER.contains(keyword) == otherIsGreater ? other : one;
        }
        if (keyword.equals("required") && one.isArray() && other.isArray()) {
            ArrayNode all = one.deepCopy().asArray();
            other.forEach(all::add);
            return all;
        }
        if (one.isObject() && other.isObject()) {
            ObjectNode all = other.deepCopy().asObject();
            all.setAll(one.asObject());
            return all;
        }
        // The type "integer" is narrower than "number".
        return keyword.equals("type") && other.asString("").equals("integer") ? other : one;
    }
}
