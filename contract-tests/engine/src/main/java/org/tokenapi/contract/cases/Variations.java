package org.tokenapi.contract.cases;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.Pointers;
import org.tokenapi.contract.spec.SchemaRef;
import org.tokenapi.contract.spec.Schemas;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Varies a conforming value in one place at a time, for each constraint of its schema: values just inside that still
 * conform, and a value just outside that breaks this constraint and no other, as far as that is possible.
 */
public final class Variations {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final OpenApiDocument document;
    private final Samples samples;
    private final SchemaRef root;
    private final JsonNode base;
    private final FoundVariations found;
    private final FormatVariations formats;
    private final NumberVariations numbers;
    private final TextVariations texts;
    private final ListVariations lists;
    private final ObjectVariations objects;
    private final Set<String> visited = new HashSet<>();

    /** The schemas of what the visited part is within: one that leads back to itself is varied once. */
    private final Set<String> around = new HashSet<>();

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
        this.found = new FoundVariations(base, broken);
        this.formats = new FormatVariations(found);
        this.numbers = new NumberVariations(samples, found);
        this.texts = new TextVariations(found);
        this.lists = new ListVariations(samples, found);
        this.objects = new ObjectVariations(samples, found);
    }

    /** The variations, in the order of the schema. */
    public List<Variation> all() {
        visit(root, "", base);
        return found.all();
    }

    /** The pointers of constraints for which no value could be made that breaks them. */
    public Set<String> unprovable() {
        return found.unprovable();
    }

    private void visit(SchemaRef schema, String at, JsonNode value) {
        List<Spot> spots = Schemas.conjuncts(document, schema).stream()
                .filter(part -> part.node().isObject() && !around.contains(part.pointer()))
                .filter(part -> visited.add(part.pointer() + " " + at))
                .map(part -> new Spot(part, at, value))
                .toList();
        spots.forEach(spot -> around.add(spot.schema().pointer()));
        // What must not stand in the message at all has one constraint: any value would break that as well.
        if (spots.stream().noneMatch(this::mustBeAbsent)) {
            spots.forEach(this::visit);
        }
        spots.forEach(spot -> around.remove(spot.schema().pointer()));
    }

    private boolean mustBeAbsent(Spot spot) {
        for (String keyword : List.of("readOnly", "writeOnly")) {
            if (spot.rule(keyword).asBoolean(false) && found.breaks(spot, keyword)) {
                found.outside(spot, keyword, "present", spot.value());
                return true;
            }
        }
        return false;
    }

    private void visit(Spot spot) {
        spot.schema().node().propertyNames().forEach(keyword -> vary(spot, keyword));
        boolean nullable = spot.rule("nullable").asBoolean(false) || allowsNull(spot.rule("type"));
        if (!nullable && !spot.rule("type").isMissingNode()) {
            found.outside(spot, "type", "null", JSON.nullNode());
        }
    }

    /** In OpenAPI 3.1, null is one of the types. */
    private static boolean allowsNull(JsonNode types) {
        return StreamSupport.stream(types.spliterator(), false)
                .anyMatch(type -> type.asString("").equals("null"));
    }

    private void vary(Spot spot, String keyword) {
        switch (keyword) {
            case "type" -> type(spot);
            case "nullable" -> found.inside(spot, keyword, "null", JSON.nullNode());
            case "enum" -> enumeration(spot);
            case "const" -> found.outside(spot, keyword, "another", other(spot.rule(keyword)));
            case "not" -> found.outside(spot, keyword, "what is excluded", samples.of(spot.rule(keyword)));
            case "format" -> formats.format(spot);
            case "minLength", "maxLength" -> texts.length(spot, keyword);
            case "pattern" -> texts.pattern(spot);
            case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum" -> numbers.bound(spot, keyword);
            case "multipleOf" -> numbers.multiple(spot);
            case "minItems", "maxItems" -> lists.size(spot, keyword);
            case "uniqueItems" -> lists.duplicate(spot);
            case "items" -> visitItems(spot);
            case "required" -> objects.required(spot);
            case "minProperties" -> objects.fewest(spot);
            case "maxProperties" -> objects.most(spot);
            case "properties" -> visitProperties(spot);
            case "additionalProperties" -> {
                objects.oneMore(spot);
                visitAdditionalProperties(spot);
            }
            case "oneOf", "anyOf" -> branches(spot, keyword);
            default -> {
                // The other keywords break no value: they are notes, or are visited through the schemas that they hold.
            }
        }
    }

    private void type(Spot spot) {
        JsonNode value = spot.value();
        Stream<JsonNode> others = Stream.of(
                JSON.numberNode(1),
                JSON.stringNode(value.isNumber() || value.isBoolean() ? value.asString() : "text"),
                JSON.booleanNode(true),
                JSON.arrayNode(),
                JSON.objectNode());
        found.outside(spot, "type", "another type", others);
        if (allowsNull(spot.rule("type"))) {
            found.inside(spot, "type", "null", JSON.nullNode());
        }
        if ("integer".equals(Samples.type(spot.schema().node()))) {
            numbers.fraction(spot);
        }
    }

    private void enumeration(Spot spot) {
        for (JsonNode one : spot.rule("enum")) {
            found.inside(spot, "enum", one.asString("null"), one);
        }
        Stream<JsonNode> others =
                StreamSupport.stream(spot.rule("enum").spliterator(), false).map(Variations::other);
        found.outside(spot, "enum", "another", Stream.concat(others, Stream.of(JSON.stringNode("x"))));
    }

    private static JsonNode other(JsonNode value) {
        if (value.isNumber()) {
            return Numbers.node(value.decimalValue().add(BigDecimal.ONE));
        }
        return value.isBoolean()
                ? JSON.booleanNode(!value.booleanValue())
                : JSON.stringNode(value.asString("null") + "_x");
    }

    private void visitItems(Spot spot) {
        SchemaRef items = Schemas.child(spot.schema(), "items");
        String place = spot.at() + "/0";
        JsonNode value = spot.value();
        if (value.isArray() && !value.isEmpty()) {
            visit(items, place, value.get(0));
        } else if (value.isArray() || value.isMissingNode()) {
            JsonNode element = samples.of(items.node());
            found.within(spot.at(), JSON.arrayNode().add(element), () -> visit(items, place, element));
        }
    }

    private void visitProperties(Spot spot) {
        if (!spot.value().isObject()) {
            return;
        }
        for (String name : spot.rule("properties").propertyNames()) {
            SchemaRef property = Schemas.child(spot.schema(), "properties", name);
            if (spot.value().has(name)) {
                visit(property, Pointers.child(spot.at(), name), spot.value().get(name));
            } else {
                visitAdded(spot, name, property, samples.of(property.node()));
            }
        }
    }

    private void visitAdditionalProperties(Spot spot) {
        if (!spot.value().isObject() || !spot.rule("additionalProperties").isObject()) {
            return;
        }
        SchemaRef additional = Schemas.child(spot.schema(), "additionalProperties");
        Optional<String> known = spot.value().propertyNames().stream()
                .filter(name -> !spot.rule("properties").has(name))
                .findFirst();
        JsonNode sample = known.map(spot.value()::get).orElseGet(() -> samples.of(additional.node()));
        visitAdded(spot, known.orElse("additional"), additional, sample);
    }

    private void visitAdded(Spot spot, String name, SchemaRef property, JsonNode sample) {
        JsonNode with = spot.value().deepCopy().asObject().set(name, sample);
        found.within(spot.at(), with, () -> visit(property, Pointers.child(spot.at(), name), sample));
    }

    private void branches(Spot spot, String keyword) {
        for (int i = 0; i < spot.rule(keyword).size(); i++) {
            SchemaRef branch = Schemas.child(spot.schema(), keyword, Integer.toString(i));
            JsonNode sample = samples.of(branch.node());
            found.inside(spot, keyword, "branch " + i, sample);
            found.within(spot.at(), sample, () -> visit(branch, spot.at(), sample));
        }
        Stream<JsonNode> strangers = Stream.of(
                JSON.numberNode(new BigDecimal("-0.5")),
                JSON.stringNode("~"),
                JSON.arrayNode(),
                JSON.objectNode(),
                JSON.booleanNode(false));
        if (keyword.equals("anyOf")) {
            found.outsideOfAll(spot, "no branch", strangers);
        } else {
            found.outside(spot, keyword, "no branch", strangers);
        }
    }
}
