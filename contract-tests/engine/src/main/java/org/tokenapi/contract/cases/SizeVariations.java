package org.tokenapi.contract.cases;

import java.util.function.IntFunction;
import org.tokenapi.contract.spec.Keyword;
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
    void vary(SchemaSite site, Keyword keyword, String unit, IntFunction<JsonNode> ofSize) {
        int bound = site.rule(keyword).asInt();
        if (bound > LARGEST) {
            found.unprovable(site, keyword);
            return;
        }
        found.inside(site, keyword, bound + " " + unit, ofSize.apply(bound));
        int beyond = isLeast(keyword) ? bound - 1 : bound + 1;
        if (beyond >= 0) {
            found.outside(site, keyword, beyond + " " + unit, ofSize.apply(beyond));
        }
    }

    private static boolean isLeast(Keyword keyword) {
        return keyword == Keyword.MIN_LENGTH || keyword == Keyword.MIN_ITEMS || keyword == Keyword.MIN_CONTAINS;
    }
}
