package org.tokenapi.contract.cases;

import java.util.List;
import java.util.stream.Stream;
import org.tokenapi.contract.spec.Keyword;
import org.tokenapi.contract.spec.SchemaRef;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Makes lists of the least and the greatest size, of one element fewer and one more, and with a duplicate element. */
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

    void size(SchemaSite site, Keyword keyword) {
        sizes.vary(site, keyword, "elements", size -> ofSize(site, size));
    }

    /** The list cut or extended to a size, with elements that differ if they must. */
    private ArrayNode ofSize(SchemaSite site, int size) {
        ArrayNode list = JSON.arrayNode();
        for (int i = 0; i < size && i < site.value().size(); i++) {
            list.add(site.value().get(i));
        }
        return continued(site, list, size, element(site));
    }

    private ArrayNode continued(SchemaSite site, ArrayNode list, int size, JsonNode element) {
        boolean unique = site.rule(Keyword.UNIQUE_ITEMS).asBoolean(false);
        List<SchemaRef> items = Keyword.ITEMS.schemas(site.schema());
        while (list.size() < size) {
            list.add(unique ? samples.another(items, list, element) : element);
        }
        return list;
    }

    void duplicate(SchemaSite site) {
        if (site.rule(Keyword.UNIQUE_ITEMS).asBoolean(false)) {
            JsonNode element = element(site);
            found.outside(
                    site,
                    Keyword.UNIQUE_ITEMS,
                    "one twice",
                    JSON.arrayNode().add(element).add(element));
        }
    }

    private JsonNode element(SchemaSite site) {
        JsonNode first = site.value().path(0);
        if (!first.isMissingNode()) {
            return first;
        }
        List<SchemaRef> items = Keyword.ITEMS.schemas(site.schema());
        return items.isEmpty() ? JSON.stringNode("text") : samples.of(items.get(0));
    }

    /** Adds one element after those that have a schema. */
    void oneMore(SchemaSite site, Keyword keyword) {
        JsonNode rule = site.rule(keyword);
        if (site.value().isArray() && rule.isBoolean() && !rule.booleanValue()) {
            ArrayNode more = site.value().deepCopy().asArray();
            int declared = site.rule(Keyword.PREFIX_ITEMS).size();
            found.outside(
                    site,
                    keyword,
                    "one more",
                    continued(site, more, Math.max(declared, more.size()) + 1, JSON.stringNode("text")));
        }
    }

    /** Makes a list without a required kind of element. */
    void noneContained(SchemaSite site) {
        if (!site.value().isArray()) {
            return;
        }
        int size = Math.max(1, site.value().size());
        Stream<JsonNode> strangers = Stream.of(
                element(site), JSON.stringNode("~"), JSON.numberNode(-0.5), JSON.booleanNode(false), JSON.nullNode());
        // The empty list comes last, because it may violate other constraints.
        found.outside(
                site,
                Keyword.CONTAINS,
                "none of it",
                Stream.concat(
                        strangers.map(stranger -> continued(site, JSON.arrayNode(), size, stranger)),
                        Stream.of(JSON.arrayNode())));
    }

    /** Makes lists with the least and the greatest number of contained elements, and one fewer or one more. */
    void contained(SchemaSite site, Keyword keyword) {
        List<SchemaRef> contained = Keyword.CONTAINS.schemas(site.schema());
        if (!contained.isEmpty() && site.value().isArray()) {
            JsonNode element = samples.of(contained.get(0));
            sizes.vary(site, keyword, "of what it contains", size -> continued(site, JSON.arrayNode(), size, element));
        }
    }
}
