package org.tokenapi.contract.spec;

import tools.jackson.databind.JsonNode;

/**
 * A schema of the document.
 *
 * @param pointer where it stands, references followed
 * @param node the schema as it is written there
 */
public record SchemaRef(String pointer, JsonNode node) {}
