package org.tokenapi.contract.cases;

import java.util.stream.Stream;
import tools.jackson.databind.node.JsonNodeFactory;

/** Texts as long as a schema allows and longer, and texts that a pattern does not match. */
final class TextVariations {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final FoundVariations found;

    TextVariations(FoundVariations found) {
        this.found = found;
    }

    void shortest(Spot spot) {
        length(spot, "minLength", -1);
    }

    void longest(Spot spot) {
        length(spot, "maxLength", 1);
    }

    private void length(Spot spot, String keyword, int step) {
        int bound = spot.rule(keyword).asInt();
        if (bound > Variations.LARGEST) {
            found.unprovable(spot, keyword);
            return;
        }
        String text = spot.value().asString("");
        found.inside(spot, keyword, bound + " characters", JSON.stringNode(Texts.ofLength(text, bound)));
        int beyond = bound + step;
        if (beyond >= 0) {
            found.outside(spot, keyword, beyond + " characters", JSON.stringNode(Texts.ofLength(text, beyond)));
        }
    }

    void pattern(Spot spot) {
        String text = spot.value().asString("");
        Stream<String> strangers = Stream.of(
                text + "~", "~" + text, "~".repeat(Math.max(1, text.length())), text + "A", text + "0", "", " ", "é");
        found.outside(spot, "pattern", "no match", strangers.map(JSON::stringNode));
    }
}
