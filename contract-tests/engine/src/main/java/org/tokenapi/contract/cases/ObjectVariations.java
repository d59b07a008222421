package org.tokenapi.contract.cases;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Objects without what they need, with nothing else, and with more than they may have. */
final class ObjectVariations {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Samples samples;
    private final FoundVariations found;

    ObjectVariations(Samples samples, FoundVariations found) {
        this.samples = samples;
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
        int least = spot.rule("minProperties").asInt();
        if (spot.value().isObject() && spot.value().size() >= least) {
            found.inside(spot, "minProperties", least + " properties", ofSize(spot, least));
        }
        if (least > 0) {
            found.outside(spot, "minProperties", "one too few", Stream.of(ofSize(spot, least - 1), JSON.objectNode()));
        }
    }

    void most(Spot spot) {
        int most = spot.rule("maxProperties").asInt();
        // A server need not know what to do with properties that the schema does not speak of.
        if (mayHaveMore(spot)) {
            found.inside(spot, "maxProperties", most + " properties", ofSize(spot, most));
        }
        found.outside(spot, "maxProperties", "one too many", ofSize(spot, most + 1));
    }

    /** The object without its last properties, those that the schema requires last of all, or with more. */
    private static ObjectNode ofSize(Spot spot, int size) {
        ObjectNode object = spot.value().isObject() ? spot.value().deepCopy().asObject() : JSON.objectNode();
        Set<String> required = new HashSet<>();
        spot.rule("required").forEach(name -> required.add(name.asString()));
        List<String> names = new ArrayList<>(object.propertyNames());
        names.sort(Comparator.comparing(required::contains).reversed());
        for (int last = names.size() - 1; last >= size; last--) {
            object.remove(names.get(last));
        }
        for (int i = 0; object.size() < size && i < SizeVariations.LARGEST; i++) {
            object.put("x_" + i, i);
        }
        return object;
    }

    private static boolean mayHaveMore(Spot spot) {
        JsonNode rule = spot.rule("additionalProperties");
        return rule.isObject() || rule.asBoolean(false);
    }

    /** One property more than the schema names: a closed one refuses it, one that speaks of others accepts it. */
    void oneMore(Spot spot) {
        JsonNode rule = spot.rule("additionalProperties");
        if (!spot.value().isObject()) {
            return;
        }
        ObjectNode more = spot.value().deepCopy().asObject();
        if (mayHaveMore(spot)) {
            more.set("x_undeclared", rule.isObject() ? samples.of(rule) : JSON.numberNode(1));
            found.inside(spot, "additionalProperties", "one more", more);
        } else {
            found.outside(spot, "additionalProperties", "one more", more.put("x_undeclared", 1));
        }
    }
}
