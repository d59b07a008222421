package org.tokenapi.contract.spec;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * One use of a keyword. Immutable.
 *
 * @param keyword the keyword
 * @param schema the schema that contains it
 * @param pointer the JSON pointer of the keyword
 */
public record KeywordUse(Keyword keyword, SchemaRef schema, String pointer) {

    /** The use of a keyword in a schema. */
    public KeywordUse(Keyword keyword, SchemaRef schema) {
        this(keyword, schema, Pointers.child(schema.pointer(), keyword.toString()));
    }

    /** The value of the keyword. */
    public JsonNode value() {
        return schema.node().get(keyword.toString());
    }

    /** The subschemas of the keyword. */
    public List<SchemaRef> schemas() {
        return keyword.schemas(schema);
    }
}
