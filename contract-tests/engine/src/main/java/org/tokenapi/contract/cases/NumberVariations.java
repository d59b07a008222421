package org.tokenapi.contract.cases;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Numbers on, beyond and between the bounds of a schema. */
final class NumberVariations {
    private final Samples samples;
    private final FoundVariations found;

    NumberVariations(Samples samples, FoundVariations found) {
        this.samples = samples;
        this.found = found;
    }

    /** A fraction near the conforming value, so that it breaks no bound as well. */
    void fraction(Spot spot) {
        BigDecimal whole = spot.value().isNumber() ? spot.value().decimalValue() : BigDecimal.ONE;
        found.outside(
                spot,
                "type",
                "a fraction",
                Stream.of("0.5", "-0.5").map(half -> Numbers.node(whole.add(new BigDecimal(half)))));
    }

    /** The last values before a bound and the first beyond it, in the steps that the schema allows. */
    void bound(Spot spot, String keyword) {
        boolean lower = keyword.endsWith("inimum");
        JsonNode rule = spot.rule(keyword);
        boolean flag = rule.isBoolean();
        JsonNode limit = flag ? spot.rule(lower ? "minimum" : "maximum") : rule;
        if (flag && !rule.booleanValue() || !limit.isNumber()) {
            return;
        }
        boolean exclusive = flag
                || keyword.startsWith("exclusive")
                || spot.rule(lower ? "exclusiveMinimum" : "exclusiveMaximum").asBoolean(false);
        BigDecimal step = step(spot);
        BigDecimal outward = lower ? step.negate() : step;
        BigDecimal last = limit.decimalValue()
                .divide(step, 0, lower ? RoundingMode.CEILING : RoundingMode.FLOOR)
                .multiply(step);
        if (exclusive && last.compareTo(limit.decimalValue()) == 0) {
            last = last.subtract(outward);
        }
        BigDecimal first = last.add(outward);
        found.inside(spot, keyword, last.toPlainString(), Numbers.node(last));
        found.outside(spot, keyword, first.toPlainString(), Numbers.node(first));
    }

    private static BigDecimal step(Spot spot) {
        if (spot.rule("multipleOf").isNumber()) {
            return spot.rule("multipleOf").decimalValue();
        }
        return "integer".equals(Samples.type(spot.schema().node())) ? BigDecimal.ONE : new BigDecimal("0.01");
    }

    void multiple(Spot spot) {
        BigDecimal step = spot.rule("multipleOf").decimalValue();
        JsonNode fits = samples.of(spot.schema().node());
        if (fits.isNumber()) {
            BigDecimal value = fits.decimalValue();
            BigDecimal next = value.add(step);
            found.inside(spot, "multipleOf", next.toPlainString(), Numbers.node(next));
            found.outside(
                    spot,
                    "multipleOf",
                    "between two multiples",
                    Stream.of(
                                    value.add(BigDecimal.ONE),
                                    value.add(step.divide(BigDecimal.valueOf(2))),
                                    value.add(new BigDecimal("0.001")))
                            .map(Numbers::node));
        }
    }
}
