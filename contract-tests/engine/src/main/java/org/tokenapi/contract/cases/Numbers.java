package org.tokenapi.contract.cases;

import java.math.BigDecimal;
import java.math.BigInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Makes JSON numbers; whole ones have no decimal point. */
final class Numbers {
    private Numbers() {}

    static JsonNode node(BigDecimal value) {
        BigDecimal plain = value.stripTrailingZeros();
        if (plain.scale() > 0) {
            return JsonNodeFactory.instance.numberNode(plain);
        }
        BigInteger whole = plain.toBigIntegerExact();
        return whole.bitLength() < Long.SIZE
                ? JsonNodeFactory.instance.numberNode(whole.longValue())
                : JsonNodeFactory.instance.numberNode(whole);
    }
}
