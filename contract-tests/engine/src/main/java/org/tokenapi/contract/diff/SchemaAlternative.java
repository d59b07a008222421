package org.tokenapi.contract.diff;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.spec.Dialect;
import org.tokenapi.contract.spec.Keyword;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.Pointers;
import org.tokenapi.contract.spec.SchemaRef;
import org.tokenapi.contract.spec.Schemas;
import tools.jackson.databind.JsonNode;

/**
 * The keywords of all schemas that apply together to one value: inline, behind references, and in {@code allOf}. One
 * branch is chosen of each {@code anyOf} and {@code oneOf}; a schema has one alternative for each combination of
 * branches.
 */
final class SchemaAlternative {
    private static final Set<String> ALL_TYPES =
            Set.of("null", "boolean", "integer", "number", "string", "array", "object");

    /** The most alternatives of a schema; with more, anyOf and oneOf are compared by their text. */
    private static final int MOST = 200;

    private final OpenApiDocument document;
    private final List<SchemaRef> parts;
    private final Set<String> chosen;
    private final @Nullable String onlyType;

    private SchemaAlternative(
            OpenApiDocument document, List<SchemaRef> parts, Set<String> chosen, @Nullable String onlyType) {
        this.document = document;
        this.parts = parts;
        this.chosen = chosen;
        this.onlyType = onlyType;
    }

    /** A keyword with its value. */
    record KeywordValue(String keyword, String pointer, JsonNode value) {}

    /**
     * A lower or an upper bound.
     *
     * @param flag the keyword that makes the bound exclusive, if it is a separate one; else null
     */
    record Bound(
            BigDecimal value,
            boolean exclusive,
            KeywordValue rule,
            @Nullable KeywordValue flag) {}

    /** All alternatives of schemas that apply together; without schemas, one that allows everything. */
    static List<SchemaAlternative> of(OpenApiDocument document, List<SchemaRef> roots) {
        Map<String, SchemaRef> parts = new LinkedHashMap<>();
        roots.forEach(root -> addConjuncts(document, root, parts));
        List<SchemaAlternative> views = new ArrayList<>();
        expand(document, parts, Set.of(), views);
        return views.size() > MOST
                ? List.of(new SchemaAlternative(document, List.copyOf(parts.values()), Set.of(), null))
                : views;
    }

    private static void addConjuncts(OpenApiDocument document, SchemaRef root, Map<String, SchemaRef> parts) {
        Schemas.conjuncts(document, root).forEach(part -> parts.putIfAbsent(part.pointer(), part));
    }

    private static void expand(
            OpenApiDocument document, Map<String, SchemaRef> parts, Set<String> chosen, List<SchemaAlternative> views) {
        for (SchemaRef part : parts.values()) {
            for (Keyword choice : List.of(Keyword.ANY_OF, Keyword.ONE_OF)) {
                String pointer = Pointers.child(part.pointer(), choice.toString());
                List<SchemaRef> branches = choice.schemas(part);
                if (branches.isEmpty() || chosen.contains(pointer)) {
                    continue;
                }
                Set<String> now = new LinkedHashSet<>(chosen);
                now.add(pointer);
                for (int i = 0; i < branches.size() && views.size() <= MOST; i++) {
                    Map<String, SchemaRef> more = new LinkedHashMap<>(parts);
                    addConjuncts(document, branches.get(i), more);
                    expand(document, more, now, views);
                }
                return;
            }
        }
        views.add(new SchemaAlternative(document, List.copyOf(parts.values()), chosen, null));
    }

    /** One alternative for each type that the value may have. */
    List<SchemaAlternative> byType() {
        return types().stream()
                .sorted()
                .map(type -> new SchemaAlternative(document, parts, chosen, type))
                .toList();
    }

    List<SchemaRef> parts() {
        return parts;
    }

    /** The pointer of the first schema; null if there is none. */
    @Nullable
    String pointer() {
        return parts.isEmpty() ? null : target(parts.get(0)).pointer();
    }

    private SchemaRef target(SchemaRef part) {
        return part.node().path("$ref").isString() && parts.size() > 1 ? parts.get(1) : part;
    }

    /** The values of a keyword in the schemas. */
    Stream<KeywordValue> rules(Keyword keyword) {
        return rules(keyword.toString());
    }

    /** The values in the schemas of the same keyword as that of another rule. */
    Stream<KeywordValue> rules(KeywordValue like) {
        return rules(like.keyword());
    }

    private Stream<KeywordValue> rules(String keyword) {
        return parts.stream()
                .filter(part -> part.node().has(keyword))
                .map(part -> new KeywordValue(
                        keyword,
                        Pointers.child(part.pointer(), keyword),
                        part.node().get(keyword)));
    }

    /** The anyOf and oneOf keywords whose branches were chosen. */
    List<KeywordValue> choices() {
        return Stream.of(Keyword.ANY_OF, Keyword.ONE_OF)
                .flatMap(this::rules)
                .filter(rule -> chosen.contains(rule.pointer()))
                .toList();
    }

    /** Whether there are too many combinations of branches to make alternatives of them. */
    boolean isUnexpanded() {
        return chosen.isEmpty()
                && Stream.of(Keyword.ANY_OF, Keyword.ONE_OF)
                        .anyMatch(keyword ->
                                rules(keyword).anyMatch(rule -> !rule.value().isEmpty()));
    }

    /** The values of the first enum or const; empty if there is none. */
    Optional<List<JsonNode>> values() {
        return rules(Keyword.CONST)
                .map(rule -> List.of(rule.value()))
                .findFirst()
                .or(() -> rules(Keyword.ENUM).map(rule -> list(rule.value())).findFirst());
    }

    private static List<JsonNode> list(JsonNode array) {
        List<JsonNode> list = new ArrayList<>();
        array.forEach(list::add);
        return list;
    }

    /** The types that the value may have; a whole number is both an integer and a number. */
    Set<String> types() {
        Set<String> types = new LinkedHashSet<>(ALL_TYPES);
        boolean said = false;
        for (SchemaRef part : parts) {
            JsonNode type = part.node().path("type");
            if (type.isString() || type.isArray()) {
                Set<String> here = new LinkedHashSet<>();
                (type.isString() ? List.of(type) : list(type)).forEach(one -> here.add(one.asString()));
                if (here.contains("number")) {
                    here.add("integer");
                }
                // A keyword of OpenAPI 3.0 only.
                if (document.dialect() == Dialect.OPENAPI_3_0
                        && part.node().path("nullable").asBoolean(false)) {
                    here.add("null");
                }
                types.retainAll(here);
                said = true;
            }
        }
        if (!said && mentions("properties", "required", "additionalProperties")) {
            types.retainAll(Set.of("object"));
        } else if (!said && mentions("items")) {
            types.retainAll(Set.of("array"));
        }
        if (onlyType != null) {
            types.retainAll(Set.of(onlyType));
        }
        return types;
    }

    private boolean mentions(String... keywords) {
        return Stream.of(keywords).anyMatch(keyword -> rules(keyword).findAny().isPresent());
    }

    /** The strictest bound. */
    Optional<Bound> bound(boolean lower, boolean integers) {
        String keyword = lower ? "minimum" : "maximum";
        String exclusive = lower ? "exclusiveMinimum" : "exclusiveMaximum";
        List<Bound> bounds = new ArrayList<>();
        for (SchemaRef part : parts) {
            JsonNode flag = part.node().path(exclusive);
            if (part.node().path(keyword).isNumber()) {
                bounds.add(new Bound(
                        part.node().get(keyword).decimalValue(),
                        flag.asBoolean(false),
                        rule(part, keyword),
                        flag.isBoolean() ? rule(part, exclusive) : null));
            }
            if (flag.isNumber()) {
                bounds.add(new Bound(flag.decimalValue(), true, rule(part, exclusive), null));
            }
        }
        return bounds.stream()
                .map(bound -> integers ? whole(bound, lower) : bound)
                .reduce((a, b) -> {
                    int order = a.value().compareTo(b.value()) * (lower ? 1 : -1);
                    return order > 0 || order == 0 && a.exclusive() ? a : b;
                });
    }

    private static KeywordValue rule(SchemaRef part, String keyword) {
        return new KeywordValue(
                keyword, Pointers.child(part.pointer(), keyword), part.node().get(keyword));
    }

    /** The bound for integers: an exclusive bound becomes the next inclusive one. */
    private static Bound whole(Bound bound, boolean lower) {
        BigDecimal value = bound.value().setScale(0, lower ? RoundingMode.CEILING : RoundingMode.FLOOR);
        boolean next = bound.exclusive() && value.compareTo(bound.value()) == 0;
        BigDecimal step = BigDecimal.valueOf(lower ? 1 : -1);
        return new Bound(next ? value.add(step) : value, false, bound.rule(), bound.flag());
    }

    /** The names of the declared properties. */
    Set<String> propertyNames() {
        Set<String> names = new LinkedHashSet<>();
        rules(Keyword.PROPERTIES).forEach(rule -> names.addAll(rule.value().propertyNames()));
        return names;
    }

    /** The schemas of a property; none if it is not declared. */
    List<SchemaRef> property(String name) {
        return parts.stream()
                .filter(part -> part.node().path("properties").has(name))
                .map(part -> Schemas.child(part, "properties", name))
                .toList();
    }

    /** The keyword that forbids a property in messages of this side, readOnly or writeOnly; empty if it is allowed. */
    Optional<KeywordValue> absence(String name, Side side) {
        String keyword = side == Side.REQUEST ? "readOnly" : "writeOnly";
        return property(name).stream()
                .flatMap(property -> Schemas.conjuncts(document, property).stream())
                .filter(part -> part.node().path(keyword).asBoolean(false))
                .map(part -> rule(part, keyword))
                .findFirst();
    }

    /** The properties that are required in messages of this side. */
    Map<String, KeywordValue> required(Side side) {
        Map<String, KeywordValue> required = new LinkedHashMap<>();
        rules(Keyword.REQUIRED)
                .forEach(rule -> rule.value().forEach(name -> {
                    if (absence(name.asString(), side).isEmpty()) {
                        required.putIfAbsent(name.asString(), rule);
                    }
                }));
        return required;
    }

    /** Whether undeclared properties are not allowed. */
    boolean isClosed() {
        return Stream.concat(rules(Keyword.ADDITIONAL_PROPERTIES), rules(Keyword.UNEVALUATED_PROPERTIES))
                .anyMatch(rule -> rule.value().isBoolean() && !rule.value().booleanValue());
    }
}
