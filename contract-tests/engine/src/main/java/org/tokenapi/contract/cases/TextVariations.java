package org.tokenapi.contract.cases;

import java.util.stream.Stream;
import org.tokenapi.contract.spec.Keyword;
import tools.jackson.databind.node.JsonNodeFactory;

/** Makes strings of the least and the greatest length, of one character fewer and one more, and without a match. */
final class TextVariations {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final FoundVariations found;
    private final SizeVariations sizes;

    TextVariations(FoundVariations found) {
        this.found = found;
        this.sizes = new SizeVariations(found);
    }

    void length(SchemaSite site, Keyword keyword) {
        String text = site.value().asString("");
        sizes.vary(site, keyword, "characters", length -> JSON.stringNode(TextSamples.ofLength(text, length)));
    }

    void pattern(SchemaSite site) {
        String text = site.value().asString("");
        Stream<String> strangers = Stream.of(
                text + "~", "~" + text, "~".repeat(Math.max(1, text.length())), text + "A", text + "0", "", " ", "é");
        found.outside(site, Keyword.PATTERN, "no match", strangers.map(JSON::stringNode));
    }
}
