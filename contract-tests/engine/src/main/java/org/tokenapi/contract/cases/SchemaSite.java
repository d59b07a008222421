package org.tokenapi.contract.cases;

import org.tokenapi.contract.spec.Keyword;
import org.tokenapi.contract.spec.Pointers;
import org.tokenapi.contract.spec.SchemaRef;
import tools.jackson.databind.JsonNode;

/**
 * A part of the value to vary, and one of the schemas that apply to it. Immutable.
 *
 * @param at the JSON pointer of the part within the value
 * @param value the part; the missing node if it is absent
 */
record SchemaSite(SchemaRef schema, String at, JsonNode value) {

    /** The value of a keyword in the schema; the missing node if the schema does not have it. */
    JsonNode rule(Keyword keyword) {
        return schema.node().path(keyword.toString());
    }

    String pointer(Keyword keyword) {
        return Pointers.child(schema.pointer(), keyword.toString());
    }
}
