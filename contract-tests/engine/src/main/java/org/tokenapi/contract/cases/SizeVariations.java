package org.tokenapi.contract.cases;

import java.util.function.IntFunction;
import org.tokenapi.contract.spec.Keyword;
import tools.jackson.databind.JsonNode;

/** Makes values of the least and the greatest size, and of one more or less. */
final class SizeVariations {
    /** The largest size, in characters, elements or properties, of values to send. */
    static final int LARGEST = 100_000;

    private final FoundVariations found;

    SizeVariations(FoundVariations found) {
        this.found = found;
    }

    /**
     * Varies the size of a value.
     *
     * @param keyword the keyword with the bound
     * @param unit the unit in the name of the variation
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
