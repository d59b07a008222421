package org.tokenapi.contract.cases;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Lists with as many elements as a schema allows and more or fewer, and with the same element twice. */
final class ListVariations {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Samples samples;
    private final FoundVariations found;

    ListVariations(Samples samples, FoundVariations found) {
        this.samples = samples;
        this.found = found;
    }

    void fewest(Spot spot) {
        size(spot, "minItems", -1);
    }

    void most(Spot spot) {
        size(spot, "maxItems", 1);
    }

    private void size(Spot spot, String keyword, int step) {
        int bound = spot.rule(keyword).asInt();
        if (bound > Variations.LARGEST) {
            found.unprovable(spot, keyword);
            return;
        }
        found.inside(spot, keyword, bound + " elements", ofSize(spot, bound));
        int beyond = bound + step;
        if (beyond >= 0) {
            found.outside(spot, keyword, beyond + " elements", ofSize(spot, beyond));
        }
    }

    /** The list cut or continued, with elements that differ where they must. */
    private ArrayNode ofSize(Spot spot, int size) {
        boolean unique = spot.rule("uniqueItems").asBoolean(false);
        JsonNode element = element(spot);
        ArrayNode list = JSON.arrayNode();
        for (int i = 0; i < size; i++) {
            JsonNode own = spot.value().path(i);
            if (!own.isMissingNode()) {
                list.add(own);
            } else {
                list.add(unique ? samples.another(spot.schema().node(), list, element) : element);
            }
        }
        return list;
    }

    void duplicate(Spot spot) {
        if (spot.rule("uniqueItems").asBoolean(false)) {
            JsonNode element = element(spot);
            found.outside(
                    spot,
                    "uniqueItems",
                    "one twice",
                    JSON.arrayNode().add(element).add(element));
        }
    }

    private JsonNode element(Spot spot) {
        JsonNode first = spot.value().path(0);
        return first.isMissingNode() ? samples.of(spot.rule("items")) : first;
    }
}
