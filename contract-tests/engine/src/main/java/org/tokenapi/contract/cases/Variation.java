package org.tokenapi.contract.cases;

import tools.jackson.databind.JsonNode;

/**
 * A value that differs from a conforming one in one place. Immutable.
 *
 * @param pointer the JSON pointer of the constraint that the variation is about
 * @param inside whether the value conforms, at the limit of the constraint; otherwise it violates the constraint
 * @param name the place, the keyword and the change, for example {@code /name maxLength: 256 characters}
 * @param value the whole value
 */
public record Variation(String pointer, boolean inside, String name, JsonNode value) {}
