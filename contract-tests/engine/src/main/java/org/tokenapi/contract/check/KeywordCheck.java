package org.tokenapi.contract.check;

import tools.jackson.databind.JsonNode;

/** The check of one keyword, for values that the keyword applies to. Thread-safe. */
@FunctionalInterface
interface KeywordCheck {
    /** Checks a value, and adds errors to the evaluation. */
    void check(JsonNode value, Evaluation evaluation);
}
