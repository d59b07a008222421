package org.tokenapi.contract.bench;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The library's checks of values, written by hand and independent of the engine under test. */
final class Rules {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Rules() {}

    /** Checks a value. */
    interface Rule {
        void check(Judge judge, String name, JsonNode value);

        /** Reads the texts of a parameter or of a form field as a value. */
        default JsonNode read(List<String> texts) {
            return JSON.stringNode(String.join(",", texts));
        }
    }

    static Rule text(int shortest, int longest) {
        return (judge, name, value) -> {
            judge.requireNotNull(name + " null", !value.isNull());
            judge.requireOfJson(name + " type", value.isString() || value.isNull());
            if (value.isString()) {
                int length = value.stringValue()
                        .codePointCount(0, value.stringValue().length());
                if (shortest > 0) {
                    judge.require(name + " minLength", length >= shortest, length == shortest);
                }
                if (longest < Integer.MAX_VALUE) {
                    judge.require(name + " maxLength", length <= longest, length == longest);
                }
            }
        };
    }

    static Rule matching(String regex) {
        return matching(text(0, Integer.MAX_VALUE), regex);
    }

    static Rule matching(Rule text, String regex) {
        Pattern pattern = Pattern.compile(regex);
        return and(
                text,
                (judge, name, value) -> judge.require(
                        name + " pattern",
                        !value.isString()
                                || pattern.matcher(value.stringValue()).find()));
    }

    static Rule words(String... words) {
        return and(text(0, Integer.MAX_VALUE), (judge, name, value) -> {
            judge.require(name + " enum", !value.isString() || List.of(words).contains(value.stringValue()));
            for (String word : words) {
                judge.tolerate(
                        name + " enum " + word,
                        value.isString() && value.stringValue().equals(word),
                        400);
            }
        });
    }

    /** @param rare whether a text conforms in an unusual way; null if there is no such way */
    static Rule format(Predicate<String> valid, Predicate<String> rare) {
        return and(text(0, Integer.MAX_VALUE), (judge, name, value) -> {
            judge.require(name + " format", !value.isString() || valid.test(value.stringValue()));
            if (rare != null) {
                judge.tolerate(name + " format", value.isString() && rare.test(value.stringValue()), 400);
            }
        });
    }

    static Rule date() {
        return format(text -> parses(text, (t, ignored) -> LocalDate.parse(t)), text -> text.endsWith("02-29"));
    }

    static Rule dateTime() {
        return format(text -> parses(text, (t, ignored) -> OffsetDateTime.parse(t)), text -> !text.endsWith("Z"));
    }

    static Rule uuid() {
        return format(
                text -> text.matches("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
                text -> text.matches(".*[A-F].*"));
    }

    static Rule email() {
        return format(text -> text.matches("[^@\\s]+@[^@\\s]+\\.[a-z]+"), null);
    }

    static Rule uri() {
        return format(
                text -> {
                    try {
                        return new URI(text).isAbsolute();
                    } catch (URISyntaxException e) {
                        return false;
                    }
                },
                null);
    }

    private static boolean parses(String text, BiConsumer<String, Void> parser) {
        try {
            parser.accept(text, null);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    static Rule integer(long least, long most) {
        return numeric(
                true,
                least == Long.MIN_VALUE ? null : new BigDecimal(least),
                most == Long.MAX_VALUE ? null : new BigDecimal(most),
                null);
    }

    static Rule multiple(long least, String step) {
        return numeric(false, new BigDecimal(least), null, new BigDecimal(step));
    }

    /** A number between two exclusive bounds. */
    static Rule between(String above, String below, String step) {
        BigDecimal tick = new BigDecimal(step);
        Rule number = numeric(false, null, null, tick);
        return and(number, (judge, name, value) -> {
            if (value.isNumber()) {
                BigDecimal number1 = value.decimalValue();
                BigDecimal least = new BigDecimal(above);
                BigDecimal most = new BigDecimal(below);
                judge.require(
                        name + " exclusiveMinimum",
                        number1.compareTo(least) > 0,
                        number1.compareTo(least.add(tick)) == 0);
                judge.require(
                        name + " exclusiveMaximum",
                        number1.compareTo(most) < 0,
                        number1.compareTo(most.subtract(tick)) == 0);
            }
        });
    }

    private static Rule numeric(boolean whole, BigDecimal least, BigDecimal most, BigDecimal step) {
        return new Rule() {
            @Override
            public void check(Judge judge, String name, JsonNode value) {
                judge.requireNotNull(name + " null", !value.isNull());
                judge.require(name + " type", value.isNumber() || value.isNull());
                if (!value.isNumber()) {
                    return;
                }
                BigDecimal number = value.decimalValue();
                if (whole) {
                    judge.require(name + " whole", number.stripTrailingZeros().scale() <= 0);
                }
                if (least != null) {
                    judge.require(name + " minimum", number.compareTo(least) >= 0, number.compareTo(least) == 0);
                }
                if (most != null) {
                    judge.require(name + " maximum", number.compareTo(most) <= 0, number.compareTo(most) == 0);
                }
                if (step != null) {
                    judge.require(name + " multipleOf", number.remainder(step).signum() == 0);
                }
            }

            @Override
            public JsonNode read(List<String> texts) {
                String text = String.join(",", texts);
                return text.matches("-?\\d+(\\.\\d+)?") ? JSON.numberNode(new BigDecimal(text)) : JSON.stringNode(text);
            }
        };
    }

    static Rule flag() {
        return new Rule() {
            @Override
            public void check(Judge judge, String name, JsonNode value) {
                judge.requireNotNull(name + " null", !value.isNull());
                judge.require(name + " type", value.isBoolean() || value.isNull());
            }

            @Override
            public JsonNode read(List<String> texts) {
                String text = String.join(",", texts);
                return text.equals("true") || text.equals("false")
                        ? JSON.booleanNode(text.equals("true"))
                        : JSON.stringNode(text);
            }
        };
    }

    static Rule oneOfNumbers(String... numbers) {
        return (judge, name, value) -> {
            judge.requireNotNull(name + " null", !value.isNull());
            judge.require(name + " type", value.isNumber() || value.isNull());
            String last = numbers[numbers.length - 1];
            judge.require(
                    name + " enum",
                    !value.isNumber()
                            || List.of(numbers)
                                    .contains(value.decimalValue()
                                            .stripTrailingZeros()
                                            .toPlainString()),
                    value.isNumber() && value.decimalValue().compareTo(new BigDecimal(last)) == 0);
        };
    }

    static Rule nullable(Rule rule) {
        return (judge, name, value) -> {
            judge.tolerate(name + " nullable", value.isNull(), 400);
            if (!value.isNull()) {
                rule.check(judge.ofNullable(), name, value);
            }
        };
    }

    static Rule list(int least, int most, boolean unique, Rule element) {
        return new Rule() {
            @Override
            public void check(Judge judge, String name, JsonNode value) {
                judge.requireNotNull(name + " null", !value.isNull());
                judge.requireOfJson(name + " type", value.isArray() || value.isNull());
                if (!value.isArray()) {
                    return;
                }
                if (least > 0) {
                    judge.require(name + " minItems", value.size() >= least, value.size() == least);
                }
                judge.require(name + " maxItems", value.size() <= most, value.size() == most);
                Set<JsonNode> different = new HashSet<>();
                value.forEach(different::add);
                if (unique) {
                    judge.require(name + " uniqueItems", different.size() == value.size());
                }
                value.forEach(one -> element.check(judge, name + "[]", one));
            }

            @Override
            public JsonNode read(List<String> texts) {
                ArrayNode array = JSON.arrayNode();
                texts.forEach(text -> array.add(element.read(List.of(text))));
                return array;
            }
        };
    }

    /** Properties of any name. */
    static Rule map(int most, Rule element) {
        return (judge, name, value) -> {
            judge.requireNotNull(name + " null", !value.isNull());
            judge.requireOfJson(name + " type", value.isObject() || value.isNull());
            if (value.isObject()) {
                judge.require(name + " maxProperties", value.size() <= most);
                value.properties().forEach(member -> element.check(judge, name + "{}", member.getValue()));
            }
        };
    }

    /** The value must be absent. */
    static Rule forbidden() {
        return (judge, name, value) -> judge.require(name + " readOnly", false);
    }

    /** An object; an asterisk marks the names of required properties. */
    static Rule object(Map<String, Rule> properties, Rule others) {
        return new Rule() {
            @Override
            public void check(Judge judge, String name, JsonNode value) {
                judge.requireNotNull(name + " null", !value.isNull());
                judge.requireOfJson(name + " type", value.isObject() || value.isNull());
                if (!value.isObject()) {
                    return;
                }
                properties.forEach((key, rule) -> {
                    String property = key.replace("*", "");
                    if (key.endsWith("*")) {
                        judge.require(name + "/" + property + " missing", value.has(property));
                    } else {
                        judge.tolerate(name + "/" + property + " absent", !value.has(property), 400);
                    }
                    if (value.has(property)) {
                        rule.check(judge, name + "/" + property, value.get(property));
                    }
                });
                for (Map.Entry<String, JsonNode> member : value.properties()) {
                    if (!properties.containsKey(member.getKey()) && !properties.containsKey(member.getKey() + "*")) {
                        others.check(judge, name, member.getValue());
                    }
                }
            }
        };
    }

    /** Undeclared properties are not allowed. */
    static Rule closed() {
        return (judge, name, value) -> judge.require(name + " additionalProperties", false);
    }

    static Rule open() {
        return (judge, name, value) -> {};
    }

    /** One or exactly one of several alternatives; a faulty library ignores one of them. */
    static Rule either(String keyword, Rule... alternatives) {
        return (judge, name, value) -> {
            int fitting = 0;
            for (int i = 0; i < alternatives.length; i++) {
                boolean fits = judge.wouldPass(alternatives[i], name + " as " + i, value);
                judge.tolerate(name + " branch " + i, fits, 400);
                fitting += fits ? 1 : 0;
            }
            judge.require(name + " " + keyword, keyword.equals("oneOf") ? fitting == 1 : fitting > 0);
        };
    }

    /** Reads the fields of a form as an object. */
    static ObjectNode form(Map<String, List<String>> fields, Map<String, Rule> properties) {
        ObjectNode object = JSON.objectNode();
        fields.forEach((field, texts) -> {
            Rule rule = properties.getOrDefault(field, properties.getOrDefault(field + "*", open()));
            object.set(field, rule.read(texts));
        });
        return object;
    }

    private static Rule and(Rule first, Rule second) {
        return new Rule() {
            @Override
            public void check(Judge judge, String name, JsonNode value) {
                first.check(judge, name, value);
                second.check(judge, name, value);
            }

            @Override
            public JsonNode read(List<String> texts) {
                return first.read(texts);
            }
        };
    }
}
