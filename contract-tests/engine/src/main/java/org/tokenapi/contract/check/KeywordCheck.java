package org.tokenapi.contract.check;

import tools.jackson.databind.JsonNode;

/** Checks what one keyword says of a value that it concerns. */
@FunctionalInterface
interface KeywordCheck {
    /** Tells an evaluation what is wrong with its value. */
    void check(JsonNode value, Evaluation evaluation);
}
