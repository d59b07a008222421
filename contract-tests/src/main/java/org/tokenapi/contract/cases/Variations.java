package org.tokenapi.contract.cases;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.Pointers;
import org.tokenapi.contract.spec.SchemaRef;
import org.tokenapi.contract.spec.Schemas;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Varies a conforming value in one place at a time, for each constraint of its schema: values just inside that still
 * conform, and a value just outside that breaks this constraint and no other, as far as that is possible.
 */
public final class Variations {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Longer texts and lists than these are not sent. */
    private static final int LARGEST = 100_000;

    private static final Map<String, List<String>> WRONG_FORMATS = Map.ofEntries(
            Map.entry("date-time", List.of("2030-01-31", "2030-13-31T12:00:00Z", "2030-01-31T12:00:00", "now")),
            Map.entry("date", List.of("2030-02-31", "31.01.2030", "today")),
            Map.entry("time", List.of("25:00:00Z", "noon")),
            Map.entry("duration", List.of("1 day", "P")),
            Map.entry("email", List.of("someone", "@example.com")),
            Map.entry("idn-email", List.of("someone")),
            Map.entry("hostname", List.of("-host-", "a b")),
            Map.entry("ipv4", List.of("192.0.2.256", "host")),
            Map.entry("ipv6", List.of("2001:db8:::1", "host")),
            Map.entry("uri", List.of("not a uri", "\\")),
            Map.entry("uri-reference", List.of("\\\\", "a b")),
            Map.entry("uuid", List.of("0b8f6f5c-4d0e-4a57-9f0a", "none")),
            Map.entry("byte", List.of("*", "a")),
            Map.entry("regex", List.of("(")));

    private static final Map<String, List<String>> OTHER_FORMATS = Map.of(
            "date-time", List.of("2030-01-31T23:59:59+14:00", "2030-01-31T12:00:00.123Z"),
            "date", List.of("2028-02-29"),
            "uuid", List.of("FFFFFFFF-FFFF-4FFF-BFFF-FFFFFFFFFFFF"));

    private static final Map<String, BigDecimal[]> NUMBER_FORMATS = Map.of(
            "int32", new BigDecimal[] {BigDecimal.valueOf(Integer.MIN_VALUE), BigDecimal.valueOf(Integer.MAX_VALUE)},
            "int64", new BigDecimal[] {BigDecimal.valueOf(Long.MIN_VALUE), BigDecimal.valueOf(Long.MAX_VALUE)});

    private final OpenApiDocument document;
    private final Samples samples;
    private final SchemaRef root;
    private final JsonNode base;
    private final Function<JsonNode, Set<String>> broken;
    private final Map<String, Variation> found = new LinkedHashMap<>();
    private final Set<String> unprovable = new HashSet<>();
    private final Set<String> visited = new HashSet<>();

    /**
     * @param schema what the value is varied by
     * @param base a conforming value
     * @param broken tells the pointers of the constraints that a value breaks
     */
    public Variations(
            OpenApiDocument document, SchemaRef schema, JsonNode base, Function<JsonNode, Set<String>> broken) {
        this.document = document;
        this.samples = new Samples(document);
        this.root = schema;
        this.base = base;
        this.broken = broken;
    }

    /** The variations, in the order of the schema. */
    public List<Variation> all() {
        visit(root, "", base);
        return List.copyOf(found.values());
    }

    /** The pointers of constraints for which no value could be made that breaks them. */
    public Set<String> unprovable() {
        Set<String> without = new HashSet<>(unprovable);
        found.values().stream().filter(v -> !v.inside()).map(Variation::pointer).forEach(without::remove);
        return without;
    }

    private void visit(SchemaRef schema, String at, JsonNode value) {
        for (SchemaRef part : Schemas.conjuncts(document, schema)) {
            if (part.node().isObject() && visited.add(part.pointer() + " " + at) && at.length() < 200) {
                visitConstraints(part, at, value);
            }
        }
    }

    private void visitConstraints(SchemaRef schema, String at, JsonNode value) {
        JsonNode node = schema.node();
        node.propertyNames().forEach(keyword -> visitKeyword(schema, keyword, node.get(keyword), at, value));
        if (node.has("type") && !node.path("nullable").asBoolean(false)) {
            outside(schema, "type", at, "null", Stream.of(JSON.nullNode()));
        }
    }

    private void visitKeyword(SchemaRef schema, String keyword, JsonNode rule, String at, JsonNode value) {
        switch (keyword) {
            case "type" -> type(schema, at, value);
            case "nullable" -> inside(schema, keyword, at, "null", Stream.of(JSON.nullNode()));
            case "enum" -> enumeration(schema, at, rule);
            case "const" -> outside(schema, keyword, at, "another", Stream.of(other(rule)));
            case "format" -> format(schema, rule.asString(), at, value);
            case "minLength" -> length(schema, keyword, rule.asInt(), -1, at, value);
            case "maxLength" -> length(schema, keyword, rule.asInt(), 1, at, value);
            case "pattern" -> outside(schema, keyword, at, "no match", strangers(value));
            case "minimum" -> bound(schema, keyword, -1, at);
            case "maximum" -> bound(schema, keyword, 1, at);
            case "exclusiveMinimum" -> bound(schema, keyword, -1, at);
            case "exclusiveMaximum" -> bound(schema, keyword, 1, at);
            case "multipleOf" -> multiple(schema, rule.decimalValue(), at);
            case "minItems" -> size(schema, keyword, rule.asInt(), -1, at, value);
            case "maxItems" -> size(schema, keyword, rule.asInt(), 1, at, value);
            case "uniqueItems" -> duplicate(schema, at, value, rule);
            case "items" -> items(schema, at, value);
            case "required" -> required(schema, at, value, rule);
            case "properties" -> properties(schema, at, value, rule);
            case "additionalProperties" -> additionalProperties(schema, at, value, rule);
            case "minProperties" -> outside(schema, keyword, at, "empty", Stream.of(JSON.objectNode()));
            case "maxProperties" ->
                outside(schema, keyword, at, "one too many", Stream.of(crowd(value, rule.asInt() + 1)));
            case "readOnly", "writeOnly" ->
                outside(schema, keyword, at, "present", Stream.of(samples.of(schema.node())));
            case "oneOf", "anyOf" -> branches(schema, keyword, at, value, rule);
            case "not" -> outside(schema, keyword, at, "what is excluded", Stream.of(samples.of(rule)));
            default -> {
                // The other keywords break no value: they are notes, or are visited through the schemas that they hold.
            }
        }
    }

    private void type(SchemaRef schema, String at, JsonNode value) {
        Stream<JsonNode> others = Stream.of(
                JSON.numberNode(1),
                JSON.stringNode(value.isNumber() || value.isBoolean() ? value.asString() : "text"),
                JSON.booleanNode(true),
                JSON.arrayNode(),
                JSON.objectNode());
        outside(schema, "type", at, "another type", others);
        if ("integer".equals(Samples.type(schema.node()))) {
            // Near the conforming value, so that it breaks no bound as well.
            BigDecimal whole = value.isNumber() ? value.decimalValue() : BigDecimal.ONE;
            outside(
                    schema,
                    "type",
                    at,
                    "a fraction",
                    Stream.of("0.5", "-0.5").map(half -> Numbers.node(whole.add(new BigDecimal(half)))));
        }
    }

    private void enumeration(SchemaRef schema, String at, JsonNode allowed) {
        for (JsonNode one : allowed) {
            inside(schema, "enum", at, one.asString("null"), Stream.of(one));
        }
        outside(
                schema,
                "enum",
                at,
                "another",
                Stream.concat(stream(allowed).map(this::other), Stream.of(JSON.stringNode("x"))));
    }

    private JsonNode other(JsonNode value) {
        if (value.isNumber()) {
            return Numbers.node(value.decimalValue().add(BigDecimal.ONE));
        }
        return value.isBoolean()
                ? JSON.booleanNode(!value.booleanValue())
                : JSON.stringNode(value.asString("null") + "_x");
    }

    private void format(SchemaRef schema, String format, String at, JsonNode value) {
        BigDecimal[] range = NUMBER_FORMATS.get(format);
        if (range != null) {
            for (BigDecimal end : range) {
                inside(schema, "format", at, end.toString(), Stream.of(Numbers.node(end)));
            }
            outside(schema, "format", at, "too large", Stream.of(Numbers.node(range[1].add(BigDecimal.ONE))));
            outside(schema, "format", at, "too small", Stream.of(Numbers.node(range[0].subtract(BigDecimal.ONE))));
        } else if (WRONG_FORMATS.containsKey(format)) {
            OTHER_FORMATS
                    .getOrDefault(format, List.of())
                    .forEach(text -> inside(schema, "format", at, text, Stream.of(JSON.stringNode(text))));
            outside(
                    schema,
                    "format",
                    at,
                    "malformed",
                    WRONG_FORMATS.get(format).stream().map(JSON::stringNode));
        }
    }

    private void length(SchemaRef schema, String keyword, int bound, int step, String at, JsonNode value) {
        String text = value.asString("");
        if (bound <= LARGEST) {
            inside(schema, keyword, at, bound + " characters", Stream.of(JSON.stringNode(Texts.ofLength(text, bound))));
            if (bound + step >= 0) {
                outside(
                        schema,
                        keyword,
                        at,
                        bound + step + " characters",
                        Stream.of(JSON.stringNode(Texts.ofLength(text, bound + step))));
            }
        } else {
            unprovable.add(Pointers.child(schema.pointer(), keyword));
        }
    }

    private static Stream<JsonNode> strangers(JsonNode value) {
        String text = value.asString("");
        return Stream.of(
                        text + "~",
                        "~" + text,
                        "~".repeat(Math.max(1, text.length())),
                        text + "A",
                        text + "0",
                        "",
                        " ",
                        "é")
                .map(JSON::stringNode);
    }

    /** The values on, beyond and before a bound, in the steps that the schema allows. */
    private void bound(SchemaRef schema, String keyword, int direction, String at) {
        JsonNode rule = schema.node().get(keyword);
        boolean flag = rule.isBoolean();
        if (flag && !rule.booleanValue()) {
            return;
        }
        boolean lower = direction < 0;
        JsonNode limit = flag ? schema.node().path(lower ? "minimum" : "maximum") : rule;
        if (!limit.isNumber()) {
            return;
        }
        boolean exclusive = flag
                || keyword.startsWith("exclusive")
                || schema.node()
                        .path(lower ? "exclusiveMinimum" : "exclusiveMaximum")
                        .asBoolean(false);
        BigDecimal step = step(schema.node());
        BigDecimal outward = step.multiply(BigDecimal.valueOf(direction));
        BigDecimal last = limit.decimalValue()
                .divide(step, 0, lower ? RoundingMode.CEILING : RoundingMode.FLOOR)
                .multiply(step);
        if (exclusive && last.compareTo(limit.decimalValue()) == 0) {
            last = last.subtract(outward);
        }
        inside(schema, keyword, at, last.toPlainString(), Stream.of(Numbers.node(last)));
        outside(schema, keyword, at, last.add(outward).toPlainString(), Stream.of(Numbers.node(last.add(outward))));
    }

    private static BigDecimal step(JsonNode schema) {
        if (schema.path("multipleOf").isNumber()) {
            return schema.get("multipleOf").decimalValue();
        }
        return "integer".equals(Samples.type(schema)) ? BigDecimal.ONE : new BigDecimal("0.01");
    }

    private void multiple(SchemaRef schema, BigDecimal step, String at) {
        JsonNode fits = samples.of(schema.node());
        if (fits.isNumber()) {
            BigDecimal value = fits.decimalValue();
            outside(
                    schema,
                    "multipleOf",
                    at,
                    "between two multiples",
                    Stream.of(
                                    value.add(BigDecimal.ONE),
                                    value.add(step.divide(BigDecimal.valueOf(2))),
                                    value.add(new BigDecimal("0.001")))
                            .map(Numbers::node));
        }
    }

    private void size(SchemaRef schema, String keyword, int bound, int step, String at, JsonNode value) {
        if (bound > LARGEST) {
            unprovable.add(Pointers.child(schema.pointer(), keyword));
            return;
        }
        inside(schema, keyword, at, bound + " elements", Stream.of(list(schema, value, bound)));
        if (bound + step >= 0) {
            outside(schema, keyword, at, bound + step + " elements", Stream.of(list(schema, value, bound + step)));
        }
    }

    private ArrayNode list(SchemaRef schema, JsonNode value, int size) {
        ArrayNode list = JSON.arrayNode();
        JsonNode element =
                value.path(0).isMissingNode() ? samples.of(schema.node().path("items")) : value.get(0);
        for (int i = 0; i < size; i++) {
            boolean plain = !schema.node().path("uniqueItems").asBoolean(false);
            list.add(
                    value.path(i).isMissingNode()
                            ? plain ? element : samples.another(schema.node(), list, element)
                            : value.get(i));
        }
        return list;
    }

    private void duplicate(SchemaRef schema, String at, JsonNode value, JsonNode rule) {
        if (rule.asBoolean(false)) {
            JsonNode element =
                    value.path(0).isMissingNode() ? samples.of(schema.node().path("items")) : value.get(0);
            outside(
                    schema,
                    "uniqueItems",
                    at,
                    "one twice",
                    Stream.of(JSON.arrayNode().add(element).add(element)));
        }
    }

    private void items(SchemaRef schema, String at, JsonNode value) {
        SchemaRef items = Schemas.child(schema, "items");
        if (value.isArray() && !value.isEmpty()) {
            visit(items, at + "/0", value.get(0));
        } else if (value.isArray() || value.isMissingNode()) {
            JsonNode element = samples.of(items.node());
            descend(at, JSON.arrayNode().add(element), () -> visit(items, at + "/0", element));
        }
    }

    private void required(SchemaRef schema, String at, JsonNode value, JsonNode names) {
        if (!value.isObject()) {
            return;
        }
        for (JsonNode name : names) {
            ObjectNode without = value.deepCopy().asObject();
            without.remove(name.asString());
            outside(schema, "required", at, "without " + name.asString(), Stream.of(without));
        }
        inside(schema, "required", at, "only what is required", Stream.of(least(at, value)));
    }

    /** The value without all that it conforms without: what is required may be said in several schemas. */
    private ObjectNode least(String at, JsonNode value) {
        ObjectNode least = value.deepCopy().asObject();
        for (String name : value.propertyNames()) {
            ObjectNode without = least.deepCopy();
            without.remove(name);
            if (broken.apply(put(ground(), at, without)).isEmpty()) {
                least = without;
            }
        }
        return least;
    }

    private void properties(SchemaRef schema, String at, JsonNode value, JsonNode properties) {
        if (!value.isObject()) {
            return;
        }
        for (String name : properties.propertyNames()) {
            SchemaRef property = Schemas.child(schema, "properties", name);
            String place = Pointers.child(at, name);
            if (value.has(name)) {
                visit(property, place, value.get(name));
            } else {
                JsonNode sample = samples.of(property.node());
                descend(at, value.deepCopy().asObject().set(name, sample), () -> visit(property, place, sample));
            }
        }
    }

    /** The values that a variation stands in while a part is visited that the conforming value itself does not have. */
    private final java.util.ArrayDeque<JsonNode> grounds = new java.util.ArrayDeque<>();

    private void descend(String at, JsonNode replacement, Runnable visit) {
        grounds.push(put(ground(), at, replacement));
        visit.run();
        grounds.pop();
    }

    private JsonNode ground() {
        return grounds.isEmpty() ? base : grounds.peek();
    }

    private void additionalProperties(SchemaRef schema, String at, JsonNode value, JsonNode rule) {
        if (!value.isObject()) {
            return;
        }
        if (rule.isBoolean() && !rule.booleanValue()) {
            outside(
                    schema,
                    "additionalProperties",
                    at,
                    "one more",
                    Stream.of(value.deepCopy().asObject().put("x_undeclared", 1)));
        } else if (rule.isObject()) {
            SchemaRef additional = Schemas.child(schema, "additionalProperties");
            Optional<String> known = value.propertyNames().stream()
                    .filter(name -> !schema.node().path("properties").has(name))
                    .findFirst();
            String name = known.orElse("additional");
            JsonNode sample = known.map(value::get).orElseGet(() -> samples.of(additional.node()));
            descend(
                    at,
                    value.deepCopy().asObject().set(name, sample),
                    () -> visit(additional, Pointers.child(at, name), sample));
        }
    }

    private JsonNode crowd(JsonNode value, int size) {
        ObjectNode crowd = value.isObject() ? value.deepCopy().asObject() : JSON.objectNode();
        for (int i = 0; crowd.size() < size && i < LARGEST; i++) {
            crowd.put("x_" + i, i);
        }
        return crowd;
    }

    private void branches(SchemaRef schema, String keyword, String at, JsonNode value, JsonNode branches) {
        for (int i = 0; i < branches.size(); i++) {
            SchemaRef branch = Schemas.child(schema, keyword, Integer.toString(i));
            JsonNode sample = samples.of(branch.node());
            inside(schema, keyword, at, "branch " + i, Stream.of(sample));
            descend(at, sample, () -> visit(branch, at, sample));
        }
        outside(
                schema,
                keyword,
                at,
                "no branch",
                Stream.of(
                        JSON.numberNode(new BigDecimal("-0.5")),
                        JSON.stringNode("~"),
                        JSON.arrayNode(),
                        JSON.objectNode(),
                        JSON.booleanNode(false)));
    }

    private void inside(SchemaRef schema, String keyword, String at, String what, Stream<JsonNode> candidates) {
        String pointer = Pointers.child(schema.pointer(), keyword);
        candidates
                .map(candidate -> put(ground(), at, candidate))
                .filter(candidate -> broken.apply(candidate).isEmpty())
                .findFirst()
                .ifPresent(candidate -> add(new Variation(pointer, true, name(at, keyword, what), candidate)));
    }

    private void outside(SchemaRef schema, String keyword, String at, String what, Stream<JsonNode> candidates) {
        String pointer = Pointers.child(schema.pointer(), keyword);
        JsonNode coupled = null;
        for (JsonNode candidate : (Iterable<JsonNode>) candidates.map(c -> put(ground(), at, c))::iterator) {
            Set<String> pointers = broken.apply(candidate);
            if (pointers.equals(Set.of(pointer))) {
                add(new Variation(pointer, false, name(at, keyword, what), candidate));
                return;
            }
            if (coupled == null && pointers.contains(pointer)) {
                coupled = candidate;
            }
        }
        if (coupled != null) {
            add(new Variation(pointer, false, name(at, keyword, what), coupled));
        } else {
            unprovable.add(pointer);
        }
    }

    private void add(Variation variation) {
        found.putIfAbsent(variation.name(), variation);
    }

    private static String name(String at, String keyword, String what) {
        return (at.isEmpty() ? "/" : at) + " " + keyword + ": " + what;
    }

    /** A copy of a value with another one in one place. */
    private static JsonNode put(JsonNode whole, String at, JsonNode part) {
        if (at.isEmpty()) {
            return part;
        }
        JsonNode copy = whole.deepCopy();
        JsonPointer place = JsonPointer.compile(at);
        JsonNode holder = copy.at(place.head());
        JsonPointer last = place.last();
        if (holder instanceof ObjectNode object) {
            object.set(last.getMatchingProperty(), part);
        } else if (holder instanceof ArrayNode array) {
            int index = last.getMatchingIndex();
            if (index < array.size()) {
                array.set(index, part);
            } else {
                array.add(part);
            }
        }
        return copy;
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        List<JsonNode> elements = new ArrayList<>();
        array.forEach(elements::add);
        return elements.stream();
    }
}
