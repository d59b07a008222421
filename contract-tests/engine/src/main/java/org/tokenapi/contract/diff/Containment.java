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
import org.tokenapi.contract.diff.SchemaAlternative.Bound;
import org.tokenapi.contract.diff.SchemaAlternative.KeywordValue;
import org.tokenapi.contract.spec.Format;
import org.tokenapi.contract.spec.Keyword;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.Pointers;
import org.tokenapi.contract.spec.SchemaRef;
import org.tokenapi.contract.spec.Schemas;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Decides whether one schema allows all values that another one allows, and finds the rules that prevent it.
 *
 * <p>It may find too many rules: where it can't compare keywords by meaning, both schemas must have the same value.
 */
final class Containment {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Set<String> SCALARS = Set.of("boolean", "integer", "number", "string");

    private final Revision sub;
    private final Revision sup;
    private final Side side;
    private final boolean text;
    private final Map<String, List<Obstacle>> known = new HashMap<>();

    /**
     * @param sub the version whose schema must allow the same values or fewer
     * @param sup the version whose schema must allow the same values or more
     * @param text whether values are serialized as texts, so that a number is also a string
     */
    Containment(Revision sub, Revision sup, Side side, boolean text) {
        this.sub = sub;
        this.sup = sup;
        this.side = side;
        this.text = text;
    }

    /**
     * A rule that refuses values which the other schema allows.
     *
     * @param rule the rule
     * @param pointer the JSON pointer of the same keyword in the other schema or, without one, of the other schema
     * @param value the value of the keyword in the other schema; null if it does not have the keyword
     * @param property the property, for rules that name properties; else null
     */
    record Obstacle(
            KeywordValue rule,
            @Nullable String pointer,
            @Nullable JsonNode value,
            @Nullable String property) {}

    /**
     * The rules of {@code sups} that refuse values which {@code subs} allow together; none if they allow all of them.
     */
    List<Obstacle> obstacles(List<SchemaRef> subs, List<SchemaRef> sups) {
        String key = pointers(sub.document(), subs) + " in " + pointers(sup.document(), sups);
        List<Obstacle> before = known.get(key);
        if (before != null) {
            return before;
        }
        // A schema that contains itself is compared once.
        known.put(key, List.of());
        Set<Obstacle> found = new LinkedHashSet<>();
        List<SchemaAlternative> allowing = SchemaAlternative.of(sup.document(), sups);
        for (SchemaAlternative view : SchemaAlternative.of(sub.document(), subs)) {
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

    private static String pointers(OpenApiDocument document, List<SchemaRef> schemas) {
        return schemas.stream()
                .map(schema -> schema.node().size() == 1 ? Schemas.dereference(document, schema) : schema)
                .map(SchemaRef::pointer)
                .collect(Collectors.joining(" "));
    }

    /** The rules that an enum value violates. */
    private Set<Obstacle> refusedValues(
            SchemaAlternative view, List<JsonNode> listed, List<SchemaRef> subs, List<SchemaRef> sups) {
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
            KeywordValue rule =
                    new KeywordValue(keyword, pointer, sup.document().at(pointer));
            obstacles.add(against(rule, view));
        }
        return obstacles;
    }

    private Set<String> broken(Revision version, SchemaRef schema, JsonNode value) {
        return text && !value.isNull()
                ? version.schemas().brokenAsText(schema, value, side)
                : version.schemas().broken(schema, value, side);
    }

    /** The obstacles in the alternative that has the fewest. */
    private List<Obstacle> obstacles(SchemaAlternative view, List<SchemaAlternative> allowing) {
        List<Obstacle> least = allowing.stream()
                .map(other -> compare(view, other))
                .min(Comparator.comparing(List::size))
                .orElse(List.of());
        if (least.isEmpty()) {
            return least;
        }
        // A missing branch is a better explanation than the obstacles within another branch.
        for (KeywordValue choice : allowing.get(0).choices()) {
            boolean asMany = view.choices().stream()
                    .anyMatch(other -> other.value().size() == choice.value().size());
            if (!asMany) {
                return List.of(against(choice, view));
            }
        }
        return least;
    }

    private List<Obstacle> compare(SchemaAlternative view, SchemaAlternative other) {
        List<Obstacle> found = new ArrayList<>();
        impossible(view, other, found);
        if (!typesFit(view, other, found)) {
            return found;
        }
        for (Keyword keyword : Keyword.values()) {
            if (concerns(keyword, view, other)) {
                compare(keyword, view, other, found);
            }
        }
        if (other.isUnexpanded()) {
            same(Keyword.ANY_OF, view, other, found);
            same(Keyword.ONE_OF, view, other, found);
        }
        return found;
    }

    /** Whether a keyword of one alternative can refuse values of the other; a text may represent a number. */
    private boolean concerns(Keyword keyword, SchemaAlternative view, SchemaAlternative other) {
        return view.types().stream().anyMatch(keyword::concerns)
                || text && other.types().contains("string") && keyword.concerns("string");
    }

    /** Finds the values that one keyword of the other alternative refuses. */
    private void compare(Keyword keyword, SchemaAlternative view, SchemaAlternative other, List<Obstacle> found) {
        switch (keyword) {
            case ENUM, CONST -> other.rules(keyword).forEach(rule -> found.add(against(rule, view)));
            case MIN_LENGTH, MIN_ITEMS, MIN_PROPERTIES, MIN_CONTAINS -> atLeast(keyword, view, other, found);
            case MAX_LENGTH, MAX_ITEMS, MAX_PROPERTIES, MAX_CONTAINS -> atMost(keyword, view, other, found);
            case MINIMUM -> bound(true, view, other, found);
            case MAXIMUM -> bound(false, view, other, found);
            case MULTIPLE_OF -> multipleOf(view, other, found);
            case FORMAT -> format(view, other, found);
            case UNIQUE_ITEMS -> uniqueItems(view, other, found);
            case ITEMS -> items(view, other, found);
            case REQUIRED -> required(view, other, found);
            case PROPERTIES -> properties(view, other, found);
            case ADDITIONAL_PROPERTIES -> additionalProperties(view, other, found);
            // Compared by their text only: they are obstacles unless both schemas have the same value.
            case PATTERN,
                    NOT,
                    IF,
                    THEN,
                    ELSE,
                    CONTAINS,
                    PROPERTY_NAMES,
                    PATTERN_PROPERTIES,
                    PREFIX_ITEMS,
                    UNEVALUATED_PROPERTIES,
                    UNEVALUATED_ITEMS,
                    DEPENDENT_REQUIRED,
                    DEPENDENT_SCHEMAS -> same(keyword, view, other, found);
            case EXCLUSIVE_MINIMUM, EXCLUSIVE_MAXIMUM -> {
                // Compared with the bounds.
            }
            case TYPE, NULLABLE -> {
                // Compared first, because all other comparisons depend on it.
            }
            case READ_ONLY, WRITE_ONLY -> {
                // Compared with the properties.
            }
            case REF, DYNAMIC_REF, ALL_OF, ANY_OF, ONE_OF -> {
                // Resolved when the alternatives are made.
            }
            case TITLE,
                    DESCRIPTION,
                    COMMENT,
                    DEFAULT,
                    EXAMPLE,
                    EXAMPLES,
                    DEPRECATED,
                    EXTERNAL_DOCS,
                    XML,
                    DISCRIMINATOR,
                    CONTENT_ENCODING,
                    CONTENT_MEDIA_TYPE,
                    CONTENT_SCHEMA,
                    DEFS,
                    ID,
                    ANCHOR,
                    DYNAMIC_ANCHOR,
                    SCHEMA,
                    VOCABULARY -> {
                // They refuse nothing.
            }
        }
    }

    private static Obstacle against(KeywordValue rule, SchemaAlternative view) {
        return against(rule, view, null);
    }

    private static Obstacle against(KeywordValue rule, SchemaAlternative view, @Nullable String property) {
        Optional<KeywordValue> like = view.rules(rule).findFirst();
        return new Obstacle(
                rule,
                like.map(KeywordValue::pointer).orElse(view.pointer()),
                like.map(KeywordValue::value).orElse(null),
                property);
    }

    /** The schema {@code false} of JSON Schema. */
    private static void impossible(SchemaAlternative view, SchemaAlternative other, List<Obstacle> found) {
        for (SchemaRef part : other.parts()) {
            boolean alike = view.parts().stream()
                    .anyMatch(one -> one.node().isBoolean() && !one.node().booleanValue());
            if (part.node().isBoolean() && !part.node().booleanValue() && !alike) {
                found.add(new Obstacle(
                        new KeywordValue("false", part.pointer(), part.node()), view.pointer(), null, null));
            }
        }
    }

    private boolean typesFit(SchemaAlternative view, SchemaAlternative other, List<Obstacle> found) {
        Set<String> missing = new LinkedHashSet<>(view.types());
        missing.removeAll(other.types());
        if (text && other.types().contains("string")) {
            missing.removeAll(SCALARS);
        }
        if (missing.isEmpty()) {
            return true;
        }
        Optional<KeywordValue> nullable = other.rules(Keyword.NULLABLE)
                .filter(rule -> !rule.value().asBoolean(false))
                .findFirst()
                .filter(rule -> missing.equals(Set.of("null")));
        Optional<KeywordValue> rule = nullable.or(() -> other.rules(Keyword.TYPE)
                .filter(type -> !admitsAll(type, missing))
                .findFirst());
        boolean gainsNull = missing.equals(Set.of("null"))
                && view.rules(Keyword.NULLABLE).findAny().isPresent();
        rule.ifPresent(type -> {
            Optional<KeywordValue> like = (gainsNull ? view.rules(Keyword.NULLABLE) : view.rules(type)).findFirst();
            found.add(new Obstacle(
                    gainsNull ? new KeywordValue("nullable", type.pointer(), JSON.booleanNode(false)) : type,
                    like.map(KeywordValue::pointer).orElse(view.pointer()),
                    like.map(KeywordValue::value).orElse(null),
                    null));
        });
        if (rule.isEmpty()) {
            // The type is not declared, but follows from other keywords.
            other.parts().stream()
                    .findFirst()
                    .ifPresent(part -> found.add(new Obstacle(
                            new KeywordValue(
                                    "type", part.pointer(), JSON.stringNode(String.join(" or ", other.types()))),
                            view.pointer(),
                            JSON.stringNode(String.join(" or ", view.types())),
                            null)));
        }
        // If the only difference is null, the other values are compared further.
        return missing.equals(Set.of("null"));
    }

    private static boolean admitsAll(KeywordValue type, Set<String> types) {
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

    private static void atLeast(
            Keyword keyword, SchemaAlternative view, SchemaAlternative other, List<Obstacle> found) {
        long here = view.rules(keyword)
                .mapToLong(rule -> rule.value().asLong())
                .max()
                .orElse(0);
        other.rules(keyword)
                .filter(rule -> rule.value().asLong() > here)
                .forEach(rule -> found.add(against(rule, view)));
    }

    private static void atMost(Keyword keyword, SchemaAlternative view, SchemaAlternative other, List<Obstacle> found) {
        long here = view.rules(keyword)
                .mapToLong(rule -> rule.value().asLong())
                .min()
                .orElse(Long.MAX_VALUE);
        other.rules(keyword)
                .filter(rule -> rule.value().asLong() < here)
                .forEach(rule -> found.add(against(rule, view)));
    }

    private void same(Keyword keyword, SchemaAlternative view, SchemaAlternative other, List<Obstacle> found) {
        Set<JsonNode> said = view.rules(keyword)
                .map(rule -> SchemaNormalizer.normalize(sub.document(), rule))
                .collect(Collectors.toSet());
        other.rules(keyword)
                // A schema that allows everything is not an obstacle.
                .filter(rule -> !rule.value().isBoolean() || !rule.value().booleanValue())
                .filter(rule -> !said.contains(SchemaNormalizer.normalize(sup.document(), rule)))
                .forEach(rule -> found.add(against(rule, view)));
    }

    private static boolean isInteger(SchemaAlternative view) {
        return !view.types().contains("number");
    }

    private static void bound(boolean lower, SchemaAlternative view, SchemaAlternative other, List<Obstacle> found) {
        Optional<Bound> here = view.bound(lower, isInteger(view));
        other.bound(lower, isInteger(view))
                .filter(bound -> !isWithin(here, bound, lower))
                .ifPresent(bound -> {
                    KeywordValue flag = bound.flag();
                    boolean sameNumber = here.isPresent()
                            && here.get().rule().value().equals(bound.rule().value());
                    KeywordValue rule = flag != null && sameNumber ? flag : bound.rule();
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

    private static void multipleOf(SchemaAlternative view, SchemaAlternative other, List<Obstacle> found) {
        other.rules(Keyword.MULTIPLE_OF)
                .filter(rule -> {
                    BigDecimal step = rule.value().decimalValue();
                    boolean whole = isInteger(view) && isMultiple(BigDecimal.ONE, step);
                    return !whole
                            && view.rules(Keyword.MULTIPLE_OF)
                                    .noneMatch(mine -> isMultiple(mine.value().decimalValue(), step));
                })
                .forEach(rule -> found.add(against(rule, view)));
    }

    private static boolean isMultiple(BigDecimal number, BigDecimal step) {
        return number.remainder(step).signum() == 0;
    }

    private void format(SchemaAlternative view, SchemaAlternative other, List<Obstacle> found) {
        other.rules(Keyword.FORMAT)
                .forEach(rule -> Format.find(rule.value().asString(""))
                        .filter(format -> format.refuses() && !hasFormat(view, format))
                        .filter(format -> format.isOfNumbers()
                                ? view.types().contains("integer")
                                        || view.types().contains("number")
                                : view.types().contains("string"))
                        .ifPresent(format -> found.add(against(rule, view))));
    }

    private static boolean hasFormat(SchemaAlternative view, Format format) {
        boolean said = view.rules(Keyword.FORMAT)
                .flatMap(rule -> Format.find(rule.value().asString("")).stream())
                .anyMatch(mine -> mine.isWithin(format));
        return said
                || isInteger(view)
                        && format.range()
                                .filter(range -> view.bound(true, true)
                                        .filter(low -> low.value().compareTo(range.least()) >= 0)
                                        .isPresent())
                                .filter(range -> view.bound(false, true)
                                        .filter(high -> high.value().compareTo(range.most()) <= 0)
                                        .isPresent())
                                .isPresent();
    }

    private static void uniqueItems(SchemaAlternative view, SchemaAlternative other, List<Obstacle> found) {
        boolean here =
                view.rules(Keyword.UNIQUE_ITEMS).anyMatch(rule -> rule.value().asBoolean(false));
        other.rules(Keyword.UNIQUE_ITEMS)
                .filter(rule -> rule.value().asBoolean(false) && !here)
                .forEach(rule -> found.add(against(rule, view)));
    }

    private void items(SchemaAlternative view, SchemaAlternative other, List<Obstacle> found) {
        List<SchemaRef> theirs = within(other, "items");
        if (!theirs.isEmpty()) {
            List<SchemaRef> mine = within(view, "items");
            obstacles(mine, theirs).forEach(obstacle -> found.add(located(obstacle, view)));
        }
    }

    /** The obstacle with a pointer: that of the enclosing schema if it has none of its own. */
    private static Obstacle located(Obstacle obstacle, SchemaAlternative view) {
        return obstacle.pointer() == null
                ? new Obstacle(obstacle.rule(), view.pointer(), obstacle.value(), obstacle.property())
                : obstacle;
    }

    private static List<SchemaRef> within(SchemaAlternative view, String keyword) {
        return view.parts().stream()
                .filter(part -> part.node().has(keyword))
                .map(part -> Schemas.child(part, keyword))
                .toList();
    }

    private void required(SchemaAlternative view, SchemaAlternative other, List<Obstacle> found) {
        Map<String, KeywordValue> here = view.required(side);
        other.required(side).forEach((name, rule) -> {
            if (!here.containsKey(name)) {
                found.add(against(rule, view, name));
            }
        });
    }

    private void properties(SchemaAlternative view, SchemaAlternative other, List<Obstacle> found) {
        Set<String> names = new LinkedHashSet<>(view.propertyNames());
        for (String name : names) {
            if (view.absence(name, side).isPresent()) {
                continue;
            }
            List<SchemaRef> mine = view.property(name);
            Optional<KeywordValue> absence = other.absence(name, side);
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
                            new KeywordValue("additionalProperties", pointer, additional),
                            mine.get(0).pointer(),
                            null,
                            name));
                }
            }
            obstacles(mine, List.copyOf(theirs.values())).forEach(found::add);
        }
    }

    /** Compares the schemas of undeclared properties. */
    private void additionalProperties(SchemaAlternative view, SchemaAlternative other, List<Obstacle> found) {
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
                found.add(against(new KeywordValue("additionalProperties", schema.pointer(), additional), view));
            } else if (additional.isObject()) {
                obstacles(mine, List.of(schema)).forEach(obstacle -> found.add(located(obstacle, view)));
            }
        }
    }
}
