package org.tokenapi.contract.diff;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.diff.View.Bound;
import org.tokenapi.contract.diff.View.Rule;
import org.tokenapi.contract.spec.Pointers;
import org.tokenapi.contract.spec.SchemaRef;
import org.tokenapi.contract.spec.Schemas;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Tells whether all that one schema allows is allowed by another, and which rules of the other one are in the way.
 *
 * <p>It may find a rule in the way that is not: where it can't compare, it demands that both say the same.
 */
final class Containment {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Set<String> SCALARS = Set.of("boolean", "integer", "number", "string");

    /** What may come as a format, and what is one as well. Formats that are not here narrow nothing that can be seen. */
    private static final Map<String, Set<String>> FORMATS = Map.ofEntries(
            Map.entry("int32", Set.of("int64")),
            Map.entry("int64", Set.of()),
            Map.entry("date", Set.of()),
            Map.entry("date-time", Set.of()),
            Map.entry("time", Set.of()),
            Map.entry("duration", Set.of()),
            Map.entry("email", Set.of("idn-email")),
            Map.entry("idn-email", Set.of()),
            Map.entry("hostname", Set.of("idn-hostname")),
            Map.entry("idn-hostname", Set.of()),
            Map.entry("ipv4", Set.of("hostname", "idn-hostname")),
            Map.entry("ipv6", Set.of()),
            Map.entry("uri", Set.of("uri-reference", "iri", "iri-reference")),
            Map.entry("uri-reference", Set.of("iri-reference")),
            Map.entry("iri", Set.of("iri-reference")),
            Map.entry("iri-reference", Set.of()),
            Map.entry("uuid", Set.of()),
            Map.entry("regex", Set.of()),
            Map.entry("json-pointer", Set.of()),
            Map.entry("relative-json-pointer", Set.of()));

    private static final Map<String, BigDecimal[]> RANGES = Map.of(
            "int32", new BigDecimal[] {BigDecimal.valueOf(Integer.MIN_VALUE), BigDecimal.valueOf(Integer.MAX_VALUE)},
            "int64", new BigDecimal[] {BigDecimal.valueOf(Long.MIN_VALUE), BigDecimal.valueOf(Long.MAX_VALUE)});

    /** Keywords that allow the same only if they say the same. */
    private static final List<String> OPAQUE = List.of(
            "not",
            "if",
            "then",
            "else",
            "contains",
            "minContains",
            "maxContains",
            "propertyNames",
            "patternProperties",
            "prefixItems",
            "unevaluatedProperties",
            "unevaluatedItems",
            "dependentRequired",
            "dependentSchemas");

    private final Version sub;
    private final Version sup;
    private final Side side;
    private final boolean text;
    private final Map<String, List<Obstacle>> known = new HashMap<>();

    /**
     * @param sub whose schema is to allow less, or the same
     * @param sup whose schema is to allow more, or the same
     * @param text whether values are written as texts, in which a number is a text like any other
     */
    Containment(Version sub, Version sup, Side side, boolean text) {
        this.sub = sub;
        this.sup = sup;
        this.side = side;
        this.text = text;
    }

    /**
     * A rule that is in the way.
     *
     * @param rule the rule
     * @param pointer where the schema that allows more than the rule says the like, or else where it stands
     * @param value what it says there; null if it says nothing of the kind
     * @param property the property that it is about, for rules that name properties
     */
    record Obstacle(
            Rule rule,
            @Nullable String pointer,
            @Nullable JsonNode value,
            @Nullable String property) {}

    /** The rules in the way; none if all that the first schemas allow together is allowed by the other ones together. */
    List<Obstacle> obstacles(List<SchemaRef> subs, List<SchemaRef> sups) {
        String key = pointers(subs) + " in " + pointers(sups);
        List<Obstacle> before = known.get(key);
        if (before != null) {
            return before;
        }
        // A schema that holds itself is compared once.
        known.put(key, List.of());
        Set<Obstacle> found = new LinkedHashSet<>();
        List<View> allowing = View.of(sup.document(), sups);
        for (View view : View.of(sub.document(), subs)) {
            Optional<List<JsonNode>> values = view.values();
            if (values.isPresent()) {
                found.addAll(refusedValues(view, values.get(), subs, sups));
            } else {
                (allowing.size() > 1 ? view.byType() : List.of(view))
                        .forEach(one -> found.addAll(obstacles(one, allowing)));
            }
        }
        List<Obstacle> obstacles = List.copyOf(found);
        known.put(key, obstacles);
        return obstacles;
    }

    private static String pointers(List<SchemaRef> schemas) {
        return schemas.stream()
                .map(schema ->
                        schema.node().path("$ref").isString() && schema.node().size() == 1
                                ? Schemas.target(schema.node().get("$ref").stringValue())
                                : schema.pointer())
                .collect(Collectors.joining(" "));
    }

    /** The rules that a listed value breaks. */
    private Set<Obstacle> refusedValues(View view, List<JsonNode> listed, List<SchemaRef> subs, List<SchemaRef> sups) {
        List<JsonNode> values = new ArrayList<>(listed);
        values.add(JSON.nullNode());
        Set<String> broken = new LinkedHashSet<>();
        for (JsonNode value : values) {
            if (subs.stream().allMatch(schema -> broken(sub, schema, value).isEmpty())) {
                sups.forEach(schema -> broken.addAll(broken(sup, schema, value)));
            }
        }
        Set<Obstacle> obstacles = new LinkedHashSet<>();
        for (String pointer : broken) {
            String keyword = pointer.substring(pointer.lastIndexOf('/') + 1);
            Rule rule = new Rule(keyword, pointer, sup.document().at(pointer));
            obstacles.add(against(rule, view));
        }
        return obstacles;
    }

    private Set<String> broken(Version version, SchemaRef schema, JsonNode value) {
        return text && !value.isNull()
                ? version.schemas().brokenAsText(schema, value, side)
                : version.schemas().broken(schema, value, side);
    }

    /** What is in the way of one view in the view that is the least in its way. */
    private List<Obstacle> obstacles(View view, List<View> allowing) {
        List<Obstacle> least = allowing.stream()
                .map(other -> compare(view, other))
                .min(Comparator.comparing(List::size))
                .orElse(List.of());
        if (least.isEmpty()) {
            return least;
        }
        // That a choice is missing says more than what is in the way within another one.
        for (Rule choice : allowing.get(0).choices()) {
            boolean asMany = view.choices().stream()
                    .anyMatch(other -> other.value().size() == choice.value().size());
            if (!asMany) {
                return List.of(against(choice, view));
            }
        }
        return least;
    }

    private List<Obstacle> compare(View view, View other) {
        List<Obstacle> found = new ArrayList<>();
        impossible(view, other, found);
        Set<String> types = new LinkedHashSet<>(view.types());
        if (!typesFit(view, other, found)) {
            return found;
        }
        listedValues(view, other, found);
        if (types.contains("string") || text && other.types().contains("string")) {
            atLeast("minLength", view, other, found);
            atMost("maxLength", view, other, found);
            same("pattern", view, other, found);
        }
        if (types.contains("number") || types.contains("integer")) {
            bound(true, view, other, found);
            bound(false, view, other, found);
            multipleOf(view, other, found);
        }
        format(view, other, types, found);
        if (types.contains("array")) {
            atLeast("minItems", view, other, found);
            atMost("maxItems", view, other, found);
            uniqueItems(view, other, found);
            items(view, other, found);
        }
        if (types.contains("object")) {
            atLeast("minProperties", view, other, found);
            atMost("maxProperties", view, other, found);
            required(view, other, found);
            properties(view, other, found);
            additionalProperties(view, other, found);
        }
        OPAQUE.forEach(keyword -> same(keyword, view, other, found));
        if (other.isUnexpanded()) {
            same("anyOf", view, other, found);
            same("oneOf", view, other, found);
        }
        return found;
    }

    private static Obstacle against(Rule rule, View view) {
        return against(rule, view, null);
    }

    private static Obstacle against(Rule rule, View view, @Nullable String property) {
        Optional<Rule> like = view.rules(rule.keyword()).findFirst();
        return new Obstacle(
                rule,
                like.map(Rule::pointer).orElse(view.pointer()),
                like.map(Rule::value).orElse(null),
                property);
    }

    /** The schema {@code false} of JSON Schema. */
    private static void impossible(View view, View other, List<Obstacle> found) {
        for (SchemaRef part : other.parts()) {
            boolean alike = view.parts().stream()
                    .anyMatch(one -> one.node().isBoolean() && !one.node().booleanValue());
            if (part.node().isBoolean() && !part.node().booleanValue() && !alike) {
                found.add(new Obstacle(new Rule("false", part.pointer(), part.node()), view.pointer(), null, null));
            }
        }
    }

    private boolean typesFit(View view, View other, List<Obstacle> found) {
        Set<String> missing = new LinkedHashSet<>(view.types());
        missing.removeAll(other.types());
        if (text && other.types().contains("string")) {
            missing.removeAll(SCALARS);
        }
        if (missing.isEmpty()) {
            return true;
        }
        Optional<Rule> nullable = other.rules("nullable")
                .filter(rule -> !rule.value().asBoolean(false))
                .findFirst()
                .filter(rule -> missing.equals(Set.of("null")));
        Optional<Rule> rule = nullable.or(() ->
                other.rules("type").filter(type -> !admitsAll(type, missing)).findFirst());
        boolean gainsNull = missing.equals(Set.of("null"))
                && view.rules("nullable").findAny().isPresent();
        rule.ifPresent(type -> {
            Optional<Rule> like =
                    view.rules(gainsNull ? "nullable" : type.keyword()).findFirst();
            found.add(new Obstacle(
                    gainsNull ? new Rule("nullable", type.pointer(), JSON.booleanNode(false)) : type,
                    like.map(Rule::pointer).orElse(view.pointer()),
                    like.map(Rule::value).orElse(null),
                    null));
        });
        if (rule.isEmpty()) {
            // The type was not said, but follows from other keywords.
            other.parts().stream()
                    .findFirst()
                    .ifPresent(part -> found.add(new Obstacle(
                            new Rule("type", part.pointer(), JSON.stringNode(String.join(" or ", other.types()))),
                            view.pointer(),
                            JSON.stringNode(String.join(" or ", view.types())),
                            null)));
        }
        // Of values that may be null as well, the rest is comparable.
        return missing.equals(Set.of("null"));
    }

    private static boolean admitsAll(Rule type, Set<String> types) {
        Set<String> admitted = new LinkedHashSet<>();
        if (type.value().isString()) {
            admitted.add(type.value().stringValue());
        }
        type.value().forEach(one -> admitted.add(one.asString()));
        if (admitted.contains("number")) {
            admitted.add("integer");
        }
        return admitted.containsAll(types);
    }

    private static void listedValues(View view, View other, List<Obstacle> found) {
        other.rules("enum").forEach(rule -> found.add(against(rule, view)));
        other.rules("const").forEach(rule -> found.add(against(rule, view)));
    }

    private static void atLeast(String keyword, View view, View other, List<Obstacle> found) {
        long here = view.rules(keyword)
                .mapToLong(rule -> rule.value().asLong())
                .max()
                .orElse(0);
        other.rules(keyword)
                .filter(rule -> rule.value().asLong() > here)
                .forEach(rule -> found.add(against(rule, view)));
    }

    private static void atMost(String keyword, View view, View other, List<Obstacle> found) {
        long here = view.rules(keyword)
                .mapToLong(rule -> rule.value().asLong())
                .min()
                .orElse(Long.MAX_VALUE);
        other.rules(keyword)
                .filter(rule -> rule.value().asLong() < here)
                .forEach(rule -> found.add(against(rule, view)));
    }

    private void same(String keyword, View view, View other, List<Obstacle> found) {
        Set<JsonNode> said = view.rules(keyword)
                .map(rule -> Normal.of(sub.document(), rule.value()))
                .collect(Collectors.toSet());
        other.rules(keyword)
                .filter(rule -> !said.contains(Normal.of(sup.document(), rule.value())))
                .forEach(rule -> found.add(against(rule, view)));
    }

    private static boolean isInteger(View view) {
        return !view.types().contains("number");
    }

    private static void bound(boolean lower, View view, View other, List<Obstacle> found) {
        Optional<Bound> here = view.bound(lower, isInteger(view));
        other.bound(lower, isInteger(view))
                .filter(bound -> !isWithin(here, bound, lower))
                .ifPresent(bound -> {
                    Rule flag = bound.flag();
                    boolean sameNumber = here.isPresent()
                            && here.get().rule().value().equals(bound.rule().value());
                    Rule rule = flag != null && sameNumber ? flag : bound.rule();
                    Obstacle obstacle = against(rule, view);
                    found.add(
                            obstacle.value() == null && here.isPresent()
                                    ? new Obstacle(
                                            rule,
                                            here.get().rule().pointer(),
                                            flag == rule
                                                    ? null
                                                    : here.get().rule().value(),
                                            null)
                                    : obstacle);
                });
    }

    private static boolean isWithin(Optional<Bound> here, Bound bound, boolean lower) {
        if (here.isEmpty()) {
            return false;
        }
        int order = here.get().value().compareTo(bound.value()) * (lower ? 1 : -1);
        return order > 0 || order == 0 && (here.get().exclusive() || !bound.exclusive());
    }

    private static void multipleOf(View view, View other, List<Obstacle> found) {
        other.rules("multipleOf")
                .filter(rule -> {
                    BigDecimal step = rule.value().decimalValue();
                    boolean whole = isInteger(view) && isMultiple(BigDecimal.ONE, step);
                    return !whole
                            && view.rules("multipleOf")
                                    .noneMatch(mine -> isMultiple(mine.value().decimalValue(), step));
                })
                .forEach(rule -> found.add(against(rule, view)));
    }

    private static boolean isMultiple(BigDecimal number, BigDecimal step) {
        return number.remainder(step).signum() == 0;
    }

    private static void format(View view, View other, Set<String> types, List<Obstacle> found) {
        other.rules("format")
                .filter(rule -> FORMATS.containsKey(rule.value().asString("")))
                .filter(rule -> RANGES.containsKey(rule.value().asString())
                        ? types.contains("integer") || types.contains("number")
                        : types.contains("string"))
                .filter(rule -> !hasFormat(view, rule.value().asString()))
                .forEach(rule -> found.add(against(rule, view)));
    }

    private static boolean hasFormat(View view, String format) {
        boolean said = view.rules("format")
                .map(rule -> rule.value().asString(""))
                .anyMatch(mine -> mine.equals(format)
                        || FORMATS.getOrDefault(mine, Set.of()).contains(format));
        BigDecimal[] range = RANGES.get(format);
        return said
                || range != null
                        && isInteger(view)
                        && view.bound(true, true)
                                .filter(low -> low.value().compareTo(range[0]) >= 0)
                                .isPresent()
                        && view.bound(false, true)
                                .filter(high -> high.value().compareTo(range[1]) <= 0)
                                .isPresent();
    }

    private static void uniqueItems(View view, View other, List<Obstacle> found) {
        boolean here = view.rules("uniqueItems").anyMatch(rule -> rule.value().asBoolean(false));
        other.rules("uniqueItems")
                .filter(rule -> rule.value().asBoolean(false) && !here)
                .forEach(rule -> found.add(against(rule, view)));
    }

    private void items(View view, View other, List<Obstacle> found) {
        List<SchemaRef> theirs = within(other, "items");
        if (!theirs.isEmpty()) {
            List<SchemaRef> mine = within(view, "items");
            obstacles(mine, theirs).forEach(obstacle -> found.add(located(obstacle, view)));
        }
    }

    /** What stands nowhere, because nothing is said here, stands at the schema around it. */
    private static Obstacle located(Obstacle obstacle, View view) {
        return obstacle.pointer() == null
                ? new Obstacle(obstacle.rule(), view.pointer(), obstacle.value(), obstacle.property())
                : obstacle;
    }

    private static List<SchemaRef> within(View view, String keyword) {
        return view.parts().stream()
                .filter(part -> part.node().has(keyword))
                .map(part -> Schemas.child(part, keyword))
                .toList();
    }

    private void required(View view, View other, List<Obstacle> found) {
        Map<String, Rule> here = view.required(side);
        other.required(side).forEach((name, rule) -> {
            if (!here.containsKey(name)) {
                found.add(against(rule, view, name));
            }
        });
    }

    private void properties(View view, View other, List<Obstacle> found) {
        Set<String> names = new LinkedHashSet<>(view.propertyNames());
        for (String name : names) {
            if (view.absence(name, side).isPresent()) {
                continue;
            }
            List<SchemaRef> mine = view.property(name);
            Optional<Rule> absence = other.absence(name, side);
            if (absence.isPresent()) {
                found.add(new Obstacle(absence.get(), mine.get(0).pointer(), null, null));
                continue;
            }
            Map<String, SchemaRef> theirs = new LinkedHashMap<>();
            for (SchemaRef part : other.parts()) {
                SchemaRef declared = Schemas.child(part, "properties", name);
                JsonNode additional = part.node().path("additionalProperties");
                if (!declared.node().isMissingNode()) {
                    theirs.put(declared.pointer(), declared);
                } else if (additional.isObject()) {
                    SchemaRef schema = Schemas.child(part, "additionalProperties");
                    theirs.put(schema.pointer(), schema);
                } else if (view.isClosed()
                        && additional.isBoolean()
                        && !additional.booleanValue()
                        && !part.node().has("patternProperties")) {
                    String pointer = Pointers.child(part.pointer(), "additionalProperties");
                    found.add(new Obstacle(
                            new Rule("additionalProperties", pointer, additional),
                            mine.get(0).pointer(),
                            null,
                            name));
                }
            }
            obstacles(mine, List.copyOf(theirs.values())).forEach(found::add);
        }
    }

    /** What is said of properties that are not declared. */
    private void additionalProperties(View view, View other, List<Obstacle> found) {
        if (view.isClosed()) {
            return;
        }
        List<SchemaRef> mine = view.parts().stream()
                .filter(part -> part.node().path("additionalProperties").isObject())
                .map(part -> Schemas.child(part, "additionalProperties"))
                .toList();
        for (SchemaRef part : other.parts()) {
            JsonNode additional = part.node().path("additionalProperties");
            SchemaRef schema = Schemas.child(part, "additionalProperties");
            if (additional.isBoolean() && !additional.booleanValue()) {
                found.add(against(new Rule("additionalProperties", schema.pointer(), additional), view));
            } else if (additional.isObject()) {
                obstacles(mine, List.of(schema)).forEach(obstacle -> found.add(located(obstacle, view)));
            }
        }
    }
}
