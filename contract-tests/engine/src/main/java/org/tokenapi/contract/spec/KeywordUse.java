package org.tokenapi.contract.spec;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A keyword in a schema.
 *
 * @param keyword which
 * @param schema the schema that it stands in
 */
public record KeywordUse(Keyword keyword, SchemaRef schema) {

    /** Its value. */
    public JsonNode value() {
        return schema.node().get(keyword.toString());
    }

    /** Where it stands. */
    public String pointer() {
        return Pointers.child(schema.pointer(), keyword.toString());
    }

    /** The schemas that it holds. */
    public List<SchemaRef> schemas() {
        return keyword.schemas(schema);
    }
}
