package org.tokenapi.contract.cases;

import tools.jackson.databind.JsonNode;

/**
 * A value that differs from a conforming one in one place.
 *
 * @param pointer the JSON pointer of the constraint that it is about
 * @param inside whether it still conforms, just so; else it breaks this constraint
 * @param name what was done where, for example {@code /name maxLength 256}
 * @param value the whole value
 */
public record Variation(String pointer, boolean inside, String name, JsonNode value) {}
