package org.tokenapi.contract.cases;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Objects without what they need, with nothing else, and with more than they may have. */
final class ObjectVariations {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final FoundVariations found;

    ObjectVariations(FoundVariations found) {
        this.found = found;
    }

    void required(Spot spot) {
        if (!spot.value().isObject()) {
            return;
        }
        for (JsonNode name : spot.rule("required")) {
            found.outside(spot, "required", "without " + name.asString(), without(spot.value(), name.asString()));
        }
        found.inside(spot, "required", "only what is required", least(spot));
    }

    /** The value without all that it conforms without: what is required may be said in several schemas. */
    private JsonNode least(Spot spot) {
        JsonNode least = spot.value();
        for (String name : spot.value().propertyNames()) {
            ObjectNode without = without(least, name);
            if (found.conforms(spot.at(), without)) {
                least = without;
            }
        }
        return least;
    }

    private static ObjectNode without(JsonNode object, String name) {
        ObjectNode without = object.deepCopy().asObject();
        without.remove(name);
        return without;
    }

    void fewest(Spot spot) {
        found.outside(spot, "minProperties", "empty", JSON.objectNode());
    }

    void most(Spot spot) {
        int tooMany = spot.rule("maxProperties").asInt() + 1;
        ObjectNode crowd = spot.value().isObject() ? spot.value().deepCopy().asObject() : JSON.objectNode();
        for (int i = 0; crowd.size() < tooMany && i < Variations.LARGEST; i++) {
            crowd.put("x_" + i, i);
        }
        found.outside(spot, "maxProperties", "one too many", crowd);
    }

    /** One property more than a closed schema has. */
    void oneMore(Spot spot) {
        JsonNode rule = spot.rule("additionalProperties");
        if (spot.value().isObject() && rule.isBoolean() && !rule.booleanValue()) {
            found.outside(
                    spot,
                    "additionalProperties",
                    "one more",
                    spot.value().deepCopy().asObject().put("x_undeclared", 1));
        }
    }
}
