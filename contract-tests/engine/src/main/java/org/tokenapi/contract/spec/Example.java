package org.tokenapi.contract.spec;

import tools.jackson.databind.JsonNode;

/**
 * An example of the document.
 *
 * @param name its name; {@code default} where the document gives it none
 * @param value the value
 * @param pointer where the value stands
 */
public record Example(String name, JsonNode value, String pointer) {}
