package org.tokenapi.contract.cases;

import org.tokenapi.contract.spec.Pointers;
import org.tokenapi.contract.spec.SchemaRef;
import tools.jackson.databind.JsonNode;

/**
 * A part of the value that is varied, together with one of the schemas that speak of it.
 *
 * @param at the JSON pointer of the part within the value
 * @param value the part; the missing node where there is none
 */
record Spot(SchemaRef schema, String at, JsonNode value) {

    /** What the schema says under a keyword; the missing node if nothing. */
    JsonNode rule(String keyword) {
        return schema.node().path(keyword);
    }

    String pointer(String keyword) {
        return Pointers.child(schema.pointer(), keyword);
    }
}
