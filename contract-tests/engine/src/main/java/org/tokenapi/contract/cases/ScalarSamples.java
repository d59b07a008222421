package org.tokenapi.contract.cases;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.stream.Stream;
import org.tokenapi.contract.spec.Format;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Makes simple numbers and strings. */
final class ScalarSamples {
    private ScalarSamples() {}

    /** A value of the same kind that is different for each number, so that the elements of a list differ. */
    static JsonNode distinct(JsonNode value, int number) {
        if (number > 0 && value.isString()) {
            return JsonNodeFactory.instance.stringNode(value.stringValue() + number);
        }
        if (number > 0 && value.isIntegralNumber()) {
            return JsonNodeFactory.instance.numberNode(value.bigIntegerValue().add(BigInteger.valueOf(number)));
        }
        return value;
    }

    static JsonNode number(JsonNode schema) {
        BigDecimal step =
                schema.path("multipleOf").isNumber() ? schema.get("multipleOf").decimalValue() : BigDecimal.ONE;
        BigDecimal value = step;
        for (String keyword : new String[] {"minimum", "exclusiveMinimum"}) {
            if (schema.path(keyword).isNumber()) {
                BigDecimal bound = schema.get(keyword).decimalValue();
                BigDecimal above = bound.divide(step, 0, RoundingMode.FLOOR)
                        .add(BigDecimal.ONE)
                        .multiply(step);
                value = value.max(above);
            }
        }
        for (String keyword : new String[] {"maximum", "exclusiveMaximum"}) {
            if (schema.path(keyword).isNumber()) {
                BigDecimal bound = schema.get(keyword).decimalValue();
                BigDecimal below = bound.divide(step, 0, RoundingMode.CEILING)
                        .subtract(BigDecimal.ONE)
                        .multiply(step);
                value = value.min(below);
            }
        }
        return Numbers.node(
                isBetween(schema, value) ? value : between(schema, step).orElse(value));
    }

    private static boolean isBetween(JsonNode schema, BigDecimal value) {
        return Stream.of("minimum", "exclusiveMinimum")
                        .map(schema::path)
                        .noneMatch(bound ->
                                bound.isNumber() && bound.decimalValue().compareTo(value) >= 0)
                && Stream.of("maximum", "exclusiveMaximum")
                        .map(schema::path)
                        .noneMatch(bound ->
                                bound.isNumber() && bound.decimalValue().compareTo(value) <= 0);
    }

    /** A value for bounds that have no multiple strictly between them: the lower bound itself, or else the middle. */
    private static Optional<BigDecimal> between(JsonNode schema, BigDecimal step) {
        JsonNode least = schema.path(schema.path("minimum").isNumber() ? "minimum" : "exclusiveMinimum");
        JsonNode most = schema.path(schema.path("maximum").isNumber() ? "maximum" : "exclusiveMaximum");
        if (!least.isNumber() || !most.isNumber()) {
            return Optional.empty();
        }
        BigDecimal lowest =
                least.decimalValue().divide(step, 0, RoundingMode.CEILING).multiply(step);
        boolean isAllowed = lowest.compareTo(most.decimalValue()) <= 0
                && !(isExcluded(schema, "exclusiveMinimum") && lowest.compareTo(least.decimalValue()) == 0)
                && !(isExcluded(schema, "exclusiveMaximum") && lowest.compareTo(most.decimalValue()) == 0);
        boolean hasStep = schema.has("multipleOf") || !"number".equals(Samples.type(schema));
        return Optional.of(
                isAllowed || hasStep
                        ? lowest
                        : least.decimalValue().add(most.decimalValue()).divide(BigDecimal.valueOf(2)));
    }

    /** By a number, as in 3.1, or by {@code true}, as in 3.0. */
    private static boolean isExcluded(JsonNode schema, String keyword) {
        return schema.path(keyword).isNumber() || schema.path(keyword).asBoolean(false);
    }

    static String text(JsonNode schema) {
        String text = Format.find(schema.path("format").asString(""))
                .map(Format::sample)
                .filter(sample -> !sample.isEmpty())
                .orElse("text");
        int shortest = schema.path("minLength").asInt(0);
        int longest = schema.path("maxLength").asInt(Integer.MAX_VALUE);
        String fitting = text.length() < shortest
                ? TextSamples.ofLength(text, shortest)
                : text.length() > longest ? text.substring(0, longest) : text;
        return schema.path("pattern").isString()
                ? TextSamples.matching(
                                schema.get("pattern").stringValue(),
                                one -> one.length() >= shortest && one.length() <= longest,
                                fitting)
                        .orElse(fitting)
                : fitting;
    }
}
