package org.tokenapi.contract.spec;

import tools.jackson.databind.JsonNode;

/**
 * An example of the document. Immutable.
 *
 * @param name the name; {@code default} for an example without one
 * @param value the value
 * @param pointer the JSON pointer of the value
 */
public record Example(String name, JsonNode value, String pointer) {}
