package org.tokenapi.contract.spec;

import tools.jackson.databind.JsonNode;

/**
 * A schema of the document. Immutable.
 *
 * @param pointer the JSON pointer of the schema
 * @param node the schema as written, with references not resolved
 */
public record SchemaRef(String pointer, JsonNode node) {}
