package org.tokenapi.contract.cases;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.stream.Stream;
import org.tokenapi.contract.spec.Keyword;
import tools.jackson.databind.JsonNode;

/** Makes numbers on and beyond the bounds of a schema, and between multiples. */
final class NumberVariations {
    private final Samples samples;
    private final FoundVariations found;

    NumberVariations(Samples samples, FoundVariations found) {
        this.samples = samples;
        this.found = found;
    }

    /** Adds a fraction near the conforming value, which does not violate the bounds as well. */
    void fraction(SchemaSite site) {
        BigDecimal whole = site.value().isNumber() ? site.value().decimalValue() : BigDecimal.ONE;
        found.outside(
                site,
                Keyword.TYPE,
                "a fraction",
                Stream.of("0.5", "-0.5").map(half -> Numbers.node(whole.add(new BigDecimal(half)))));
    }

    /** Adds the last value within a bound and the first one beyond it, in the steps of the schema. */
    void bound(SchemaSite site, Keyword keyword) {
        boolean lower = keyword == Keyword.MINIMUM || keyword == Keyword.EXCLUSIVE_MINIMUM;
        JsonNode rule = site.rule(keyword);
        boolean flag = rule.isBoolean();
        JsonNode limit = flag ? site.rule(lower ? Keyword.MINIMUM : Keyword.MAXIMUM) : rule;
        if (flag && !rule.booleanValue() || !limit.isNumber()) {
            return;
        }
        boolean exclusive = flag
                || keyword == Keyword.EXCLUSIVE_MINIMUM
                || keyword == Keyword.EXCLUSIVE_MAXIMUM
                || site.rule(lower ? Keyword.EXCLUSIVE_MINIMUM : Keyword.EXCLUSIVE_MAXIMUM)
                        .asBoolean(false);
        BigDecimal step = step(site);
        BigDecimal outward = lower ? step.negate() : step;
        BigDecimal last = limit.decimalValue()
                .divide(step, 0, lower ? RoundingMode.CEILING : RoundingMode.FLOOR)
                .multiply(step);
        if (exclusive && last.compareTo(limit.decimalValue()) == 0) {
            last = last.subtract(outward);
        }
        BigDecimal first = last.add(outward);
        found.inside(site, keyword, last.toPlainString(), Numbers.node(last));
        found.outside(site, keyword, first.toPlainString(), Numbers.node(first));
    }

    private static BigDecimal step(SchemaSite site) {
        if (site.rule(Keyword.MULTIPLE_OF).isNumber()) {
            return site.rule(Keyword.MULTIPLE_OF).decimalValue();
        }
        return "integer".equals(Samples.type(site.schema().node())) ? BigDecimal.ONE : new BigDecimal("0.01");
    }

    void multiple(SchemaSite site) {
        BigDecimal step = site.rule(Keyword.MULTIPLE_OF).decimalValue();
        JsonNode fits = samples.of(site.schema());
        if (fits.isNumber()) {
            BigDecimal value = fits.decimalValue();
            BigDecimal next = value.add(step);
            found.inside(site, Keyword.MULTIPLE_OF, next.toPlainString(), Numbers.node(next));
            found.outside(
                    site,
                    Keyword.MULTIPLE_OF,
                    "between two multiples",
                    Stream.of(
                                    value.add(BigDecimal.ONE),
                                    value.add(step.divide(BigDecimal.valueOf(2))),
                                    value.add(new BigDecimal("0.001")))
                            .map(Numbers::node));
        }
    }
}
