package org.tokenapi.contract.cases;

import java.math.BigDecimal;
import org.tokenapi.contract.spec.Format;
import org.tokenapi.contract.spec.Keyword;
import tools.jackson.databind.node.JsonNodeFactory;

/** Makes unusual values that a format allows, and values that it does not allow. */
final class FormatVariations {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final FoundVariations found;

    FormatVariations(FoundVariations found) {
        this.found = found;
    }

    void format(SchemaSite site) {
        Format format = Format.find(site.rule(Keyword.FORMAT).asString("")).orElse(null);
        if (format == null || !format.refuses()) {
            return;
        }
        format.range().ifPresent(range -> range(site, range));
        for (String text : format.unusual()) {
            found.inside(site, Keyword.FORMAT, text, JSON.stringNode(text));
        }
        if (!format.malformed().isEmpty()) {
            found.outside(
                    site,
                    Keyword.FORMAT,
                    "malformed",
                    format.malformed().stream().map(JSON::stringNode));
        }
    }

    private void range(SchemaSite site, Format.Range range) {
        found.inside(site, Keyword.FORMAT, range.least().toString(), Numbers.node(range.least()));
        found.inside(site, Keyword.FORMAT, range.most().toString(), Numbers.node(range.most()));
        found.outside(
                site, Keyword.FORMAT, "too large", Numbers.node(range.most().add(BigDecimal.ONE)));
        found.outside(
                site, Keyword.FORMAT, "too small", Numbers.node(range.least().subtract(BigDecimal.ONE)));
    }
}
