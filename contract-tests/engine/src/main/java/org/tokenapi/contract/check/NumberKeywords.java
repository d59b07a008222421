package org.tokenapi.contract.check;

import java.math.BigDecimal;
import org.tokenapi.contract.spec.Keyword;
import org.tokenapi.contract.spec.KeywordUse;
import tools.jackson.databind.JsonNode;

/** The checks of the keywords of numbers. */
final class NumberKeywords {
    /**
     * The most digits before or after the decimal point of numbers to divide; a division of longer ones exhausts the
     * memory.
     */
    private static final int MOST_DIGITS = 5_000;

    private NumberKeywords() {}

    static KeywordCheck bound(KeywordUse use) {
        BigDecimal bound = use.value().decimalValue();
        boolean lower = use.keyword() == Keyword.MINIMUM;
        return (value, evaluation) -> {
            int order = value.decimalValue().compareTo(bound);
            if (lower ? order < 0 : order > 0) {
                evaluation.error(use.keyword(), use.pointer(), value);
            }
        };
    }

    /** In OpenAPI 3.0 a boolean that makes the bound next to it exclusive; in OpenAPI 3.1 a bound of its own. */
    static KeywordCheck exclusiveBound(KeywordUse use) {
        boolean lower = use.keyword() == Keyword.EXCLUSIVE_MINIMUM;
        boolean flag = use.value().isBoolean();
        JsonNode limit = flag ? use.schema().node().path(lower ? "minimum" : "maximum") : use.value();
        if (!limit.isNumber() || flag && !use.value().booleanValue()) {
            return (value, evaluation) -> {};
        }
        BigDecimal bound = limit.decimalValue();
        return (value, evaluation) -> {
            int order = value.decimalValue().compareTo(bound);
            // A value beyond the bound violates the bound, and not the boolean next to it.
            boolean beyond = !flag && (lower ? order < 0 : order > 0);
            if (order == 0 || beyond) {
                evaluation.error(use.keyword(), use.pointer(), value);
            }
        };
    }

    static KeywordCheck multipleOf(KeywordUse use) {
        BigDecimal step = use.value().decimalValue();
        return (value, evaluation) -> {
            BigDecimal number = value.decimalValue();
            if (Math.abs((long) number.precision() - number.scale()) > MOST_DIGITS || number.scale() > MOST_DIGITS) {
                evaluation.undecided(use.pointer());
            } else if (number.remainder(step).signum() != 0) {
                evaluation.error(use.keyword(), use.pointer(), value);
            }
        };
    }
}
