package org.tokenapi.contract.cases;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.tokenapi.contract.spec.Keyword;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes objects with missing properties, with only the required ones, and with too many. */
final class ObjectVariations {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Samples samples;
    private final FoundVariations found;

    ObjectVariations(Samples samples, FoundVariations found) {
        this.samples = samples;
        this.found = found;
    }

    void required(SchemaSite site) {
        if (!site.value().isObject()) {
            return;
        }
        for (JsonNode name : site.rule(Keyword.REQUIRED)) {
            found.outside(site, Keyword.REQUIRED, "without " + name.asString(), without(site.value(), name.asString()));
        }
        found.inside(site, Keyword.REQUIRED, "only what is required", least(site));
    }

    /** The smallest conforming object; several schemas together may say what is required. */
    private JsonNode least(SchemaSite site) {
        JsonNode least = site.value();
        for (String name : site.value().propertyNames()) {
            ObjectNode without = without(least, name);
            if (found.conforms(site.at(), without)) {
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

    void fewest(SchemaSite site) {
        int least = site.rule(Keyword.MIN_PROPERTIES).asInt();
        if (site.value().isObject() && site.value().size() >= least) {
            found.inside(site, Keyword.MIN_PROPERTIES, least + " properties", ofSize(site, least));
        }
        if (least > 0) {
            found.outside(
                    site, Keyword.MIN_PROPERTIES, "one too few", Stream.of(ofSize(site, least - 1), JSON.objectNode()));
        }
    }

    void most(SchemaSite site) {
        int most = site.rule(Keyword.MAX_PROPERTIES).asInt();
        // A server need not accept properties that no schema declares.
        if (mayHaveMore(site)) {
            found.inside(site, Keyword.MAX_PROPERTIES, most + " properties", ofSize(site, most));
        }
        found.outside(site, Keyword.MAX_PROPERTIES, "one too many", ofSize(site, most + 1));
    }

    /** The object cut or extended to a size; required properties are removed last. */
    private static ObjectNode ofSize(SchemaSite site, int size) {
        ObjectNode object = site.value().isObject() ? site.value().deepCopy().asObject() : JSON.objectNode();
        Set<String> required = new HashSet<>();
        site.rule(Keyword.REQUIRED).forEach(name -> required.add(name.asString()));
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

    private static boolean mayHaveMore(SchemaSite site) {
        JsonNode rule = site.rule(Keyword.ADDITIONAL_PROPERTIES);
        return rule.isObject() || rule.asBoolean(false);
    }

    /**
     * Adds an object with one undeclared property: a closed schema refuses it, an open one accepts it.
     *
     * @param keyword the keyword that applies to undeclared properties
     */
    void oneMore(SchemaSite site, Keyword keyword) {
        JsonNode rule = site.rule(keyword);
        if (!site.value().isObject()) {
            return;
        }
        ObjectNode more = site.value().deepCopy().asObject();
        if (rule.isObject() || rule.asBoolean(false)) {
            more.set(
                    "x_undeclared",
                    rule.isObject() ? samples.of(keyword.schemas(site.schema()).get(0)) : JSON.numberNode(1));
            found.inside(site, keyword, "one more", more);
        } else {
            found.outside(site, keyword, "one more", more.put("x_undeclared", 1));
        }
    }

    /** Adds objects with and without the properties that another property requires. */
    void dependents(SchemaSite site) {
        if (!site.value().isObject()) {
            return;
        }
        JsonNode sample = samples.of(site.schema());
        for (String name : site.rule(Keyword.DEPENDENT_REQUIRED).propertyNames()) {
            ObjectNode with = site.value().deepCopy().asObject();
            if (sample.isObject()) {
                sample.properties().forEach(member -> with.putIfAbsent(member.getKey(), member.getValue()));
            }
            with.putIfAbsent(name, JSON.stringNode("text"));
            found.inside(site, Keyword.DEPENDENT_REQUIRED, name + " with all", with);
            for (JsonNode dependent : site.rule(Keyword.DEPENDENT_REQUIRED).get(name)) {
                found.outside(
                        site,
                        Keyword.DEPENDENT_REQUIRED,
                        name + " without " + dependent.asString(),
                        without(with, dependent.asString()));
            }
        }
    }
}
