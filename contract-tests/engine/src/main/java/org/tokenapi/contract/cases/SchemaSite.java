package org.tokenapi.contract.cases;

import org.tokenapi.contract.spec.Keyword;
import org.tokenapi.contract.spec.Pointers;
import org.tokenapi.contract.spec.SchemaRef;
import tools.jackson.databind.JsonNode;

/**
 * A part of the value that is varied, together with one of the schemas that apply to it.
 *
 * @param at the JSON pointer of the part within the value
 * @param value the part; the missing node where there is none
 */
record SchemaSite(SchemaRef schema, String at, JsonNode value) {

    /** What the schema says under a keyword; the missing node if nothing. */
    JsonNode rule(Keyword keyword) {
        return schema.node().path(keyword.toString());
    }

    String pointer(Keyword keyword) {
        return Pointers.child(schema.pointer(), keyword.toString());
    }
}
