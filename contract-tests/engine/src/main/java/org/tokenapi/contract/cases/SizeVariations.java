package org.tokenapi.contract.cases;

import java.util.function.IntFunction;
import tools.jackson.databind.JsonNode;

/** Values as large or as small as a schema allows, and one more or less. */
final class SizeVariations {
    /** Longer texts and lists than these are not sent. */
    static final int LARGEST = 100_000;

    private final FoundVariations found;

    SizeVariations(FoundVariations found) {
        this.found = found;
    }

    /**
     * Varies a value in its size.
     *
     * @param keyword the one that has the bound
     * @param unit what is counted
     * @param ofSize makes a value of a size
     */
    void vary(Spot spot, String keyword, String unit, IntFunction<JsonNode> ofSize) {
        int bound = spot.rule(keyword).asInt();
        if (bound > LARGEST) {
            found.unprovable(spot, keyword);
            return;
        }
        found.inside(spot, keyword, bound + " " + unit, ofSize.apply(bound));
        int beyond = keyword.startsWith("min") ? bound - 1 : bound + 1;
        if (beyond >= 0) {
            found.outside(spot, keyword, beyond + " " + unit, ofSize.apply(beyond));
        }
    }
}
