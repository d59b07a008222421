package org.tokenapi.contract.cases;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Lists with as many elements as a schema allows and more or fewer, and with the same element twice. */
final class ListVariations {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Samples samples;
    private final FoundVariations found;
    private final SizeVariations sizes;

    ListVariations(Samples samples, FoundVariations found) {
        this.samples = samples;
        this.found = found;
        this.sizes = new SizeVariations(found);
    }

    void size(Spot spot, String keyword) {
        sizes.vary(spot, keyword, "elements", size -> ofSize(spot, size));
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
