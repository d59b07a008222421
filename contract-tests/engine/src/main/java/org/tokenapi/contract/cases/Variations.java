package org.tokenapi.contract.cases;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.tokenapi.contract.spec.Keyword;
import org.tokenapi.contract.spec.KeywordUse;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.Pointers;
import org.tokenapi.contract.spec.SchemaRef;
import org.tokenapi.contract.spec.Schemas;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Varies a conforming value in one place at a time. For each constraint of the schema it makes values just inside that
 * conform, and a value just outside that violates this constraint and, if possible, no other. Not thread-safe.
 */
public final class Variations {
    /**
     * In how many places a schema is varied; a constraint that no value violates in one may be violated in the next.
     */
    private static final int MOST_PLACES = 3;

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

    /** The places of each schema, by its pointer. */
    private final Map<String, Set<String>> places = new HashMap<>();

    /** The schemas of the enclosing values; a schema that contains itself is varied once. */
    private final Set<String> around = new HashSet<>();

    /**
     * Makes the variations.
     *
     * @param document the document of the schema
     * @param schema the schema
     * @param base a conforming value
     * @param broken returns the pointers of the constraints that a value violates
     */
    public Variations(
            OpenApiDocument document, SchemaRef schema, JsonNode base, Function<JsonNode, Set<String>> broken) {
        this(document, schema, base, broken, new Varied());
    }

    /** @param varied what has been varied before */
    Variations(
            OpenApiDocument document,
            SchemaRef schema,
            JsonNode base,
            Function<JsonNode, Set<String>> broken,
            Varied varied) {
        this.document = document;
        this.samples = new Samples(document).ofParts();
        this.root = schema;
        this.base = base;
        this.found = new FoundVariations(base, broken, varied);
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

    /** The pointers of constraints that no value could be made to violate. */
    public Set<String> unprovable() {
        return found.unprovable();
    }

    private void visit(SchemaRef schema, String at, JsonNode value) {
        List<SchemaSite> sites = Schemas.conjuncts(document, schema).stream()
                .filter(part -> isNew(part, at))
                .map(part -> new SchemaSite(part, at, value))
                .toList();
        for (SchemaSite site : sites) {
            String pointer = site.schema().pointer();
            around.add(pointer);
            places.computeIfAbsent(pointer, key -> new HashSet<>()).add(at);
        }
        // For a value that must be absent, the absence is the only constraint, because any value violates it.
        if (sites.stream().noneMatch(this::mustBeAbsent)) {
            sites.forEach(this::visit);
        }
        sites.forEach(site -> {
            around.remove(site.schema().pointer());
            found.varied(site.schema());
        });
    }

    /** Whether a visit would vary anything. Otherwise, no value has to be made for it. */
    private boolean isToVisit(SchemaRef schema, String at) {
        return Schemas.conjuncts(document, schema).stream().anyMatch(part -> isNew(part, at));
    }

    private boolean isNew(SchemaRef part, String at) {
        Set<String> known = places.getOrDefault(part.pointer(), Set.of());
        return part.node().isObject()
                && !around.contains(part.pointer())
                && known.size() < MOST_PLACES
                && !known.contains(at);
    }

    private boolean mustBeAbsent(SchemaSite site) {
        for (Keyword keyword : List.of(Keyword.READ_ONLY, Keyword.WRITE_ONLY)) {
            if (site.rule(keyword).asBoolean(false) && found.breaks(site, keyword)) {
                found.outside(site, keyword, "present", site.value());
                return true;
            }
        }
        return false;
    }

    private void visit(SchemaSite site) {
        List<KeywordUse> uses = Schemas.keywords(document, site.schema());
        uses.forEach(use -> vary(site, use));
        boolean nullable = site.rule(Keyword.NULLABLE).asBoolean(false) || allowsNull(site.rule(Keyword.TYPE));
        if (!nullable && !site.rule(Keyword.TYPE).isMissingNode() && !found.hasPlenty(site, Keyword.TYPE)) {
            found.outside(site, Keyword.TYPE, "null", JSON.nullNode());
        }
    }

    /** In OpenAPI 3.1, null is one of the types. */
    private static boolean allowsNull(JsonNode types) {
        return types.valueStream().anyMatch(type -> type.asString("").equals("null"));
    }

    private void vary(SchemaSite site, KeywordUse use) {
        Keyword keyword = use.keyword();
        switch (keyword) {
            case TYPE -> type(site);
            case NULLABLE -> {
                if (use.value().booleanValue()) {
                    found.inside(site, keyword, "null", JSON.nullNode());
                }
            }
            case ENUM -> enumeration(site);
            case CONST -> found.outside(site, keyword, "another", other(use.value()));
            case NOT ->
                found.outside(
                        site,
                        keyword,
                        "what is excluded",
                        samples.of(use.schemas().get(0)));
            case FORMAT -> formats.format(site);
            case MIN_LENGTH, MAX_LENGTH -> texts.length(site, keyword);
            case PATTERN -> texts.pattern(site);
            case MINIMUM, MAXIMUM, EXCLUSIVE_MINIMUM, EXCLUSIVE_MAXIMUM -> numbers.bound(site, keyword);
            case MULTIPLE_OF -> numbers.multiple(site);
            case MIN_ITEMS, MAX_ITEMS -> lists.size(site, keyword);
            case UNIQUE_ITEMS -> lists.duplicate(site);
            case CONTAINS -> lists.noneContained(site);
            case MIN_CONTAINS, MAX_CONTAINS -> lists.contained(site, keyword);
            case PREFIX_ITEMS -> visitPrefix(site, use.schemas());
            case ITEMS -> {
                lists.oneMore(site, keyword);
                visitItems(
                        site,
                        use.schemas().get(0),
                        site.rule(Keyword.PREFIX_ITEMS).size());
            }
            case UNEVALUATED_ITEMS -> {
                lists.oneMore(site, keyword);
                visitItems(site, use.schemas().get(0), site.value().size());
            }
            case REQUIRED -> objects.required(site);
            case DEPENDENT_REQUIRED -> objects.dependents(site);
            case MIN_PROPERTIES -> objects.fewest(site);
            case MAX_PROPERTIES -> objects.most(site);
            case PROPERTIES -> visitProperties(site);
            case PATTERN_PROPERTIES -> visitPatternProperties(site, use);
            case PROPERTY_NAMES -> visitNames(site, use.schemas().get(0));
            case ADDITIONAL_PROPERTIES, UNEVALUATED_PROPERTIES -> {
                objects.oneMore(site, keyword);
                visitAdditionalProperties(site, use);
            }
            case DEPENDENT_SCHEMAS -> visitDependentSchemas(site, use);
            case ONE_OF, ANY_OF -> branches(site, use);
            case IF -> {
                // A condition refuses nothing. Its consequences are varied with "then" and "else".
            }
            case THEN -> visitThen(site, use.schemas().get(0));
            case ELSE -> visit(use.schemas().get(0), site.at(), site.value());
            case REF, DYNAMIC_REF, ALL_OF -> {
                // Schemas that apply to the same value are visited as sites of their own.
            }
            case READ_ONLY, WRITE_ONLY -> {
                // Varied before all others.
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

    private void type(SchemaSite site) {
        JsonNode value = site.value();
        Stream<JsonNode> others = Stream.of(
                JSON.numberNode(1),
                JSON.stringNode(value.isNumber() || value.isBoolean() ? value.asString() : "text"),
                JSON.booleanNode(true),
                JSON.arrayNode(),
                JSON.objectNode());
        found.outside(site, Keyword.TYPE, "another type", others);
        if (allowsNull(site.rule(Keyword.TYPE))) {
            found.inside(site, Keyword.TYPE, "null", JSON.nullNode());
        }
        if ("integer".equals(Samples.type(site.schema().node()))) {
            numbers.fraction(site);
        }
    }

    private void enumeration(SchemaSite site) {
        JsonNode values = site.rule(Keyword.ENUM);
        for (JsonNode one : values) {
            found.inside(site, Keyword.ENUM, one.asString("null"), one);
        }
        Stream<JsonNode> others = values.valueStream().map(Variations::other);
        found.outside(site, Keyword.ENUM, "another", Stream.concat(others, Stream.of(JSON.stringNode("x"))));
    }

    private static JsonNode other(JsonNode value) {
        if (value.isNumber()) {
            return Numbers.node(value.decimalValue().add(BigDecimal.ONE));
        }
        return value.isBoolean()
                ? JSON.booleanNode(!value.booleanValue())
                : JSON.stringNode(value.asString("null") + "_x");
    }

    private void visitPrefix(SchemaSite site, List<SchemaRef> schemas) {
        JsonNode list = site.value().isArray() && site.value().size() >= schemas.size()
                ? site.value()
                : samples.of(site.schema());
        found.within(site.at(), list, () -> {
            for (int i = 0; i < schemas.size() && i < list.size(); i++) {
                visit(schemas.get(i), site.at() + "/" + i, list.get(i));
            }
        });
    }

    /** @param first the index of the first element that the schema applies to */
    private void visitItems(SchemaSite site, SchemaRef items, int first) {
        if (!items.node().isObject()) {
            return;
        }
        String place = site.at() + "/" + first;
        JsonNode value = site.value();
        if (value.isArray() && value.size() > first) {
            visit(items, place, value.get(first));
        } else if (value.isArray() || value.isMissingNode()) {
            JsonNode element = samples.of(items);
            ArrayNode more = value.isArray() ? value.deepCopy().asArray() : JSON.arrayNode();
            found.within(site.at(), more.add(element), () -> visit(items, place, element));
        }
    }

    private void visitProperties(SchemaSite site) {
        if (!site.value().isObject()) {
            return;
        }
        for (String name : site.rule(Keyword.PROPERTIES).propertyNames()) {
            SchemaRef property = Schemas.child(site.schema(), "properties", name);
            if (property.node().isBoolean()) {
                present(site, Keyword.PROPERTIES, name, property);
            } else if (site.value().has(name)) {
                visit(property, Pointers.child(site.at(), name), site.value().get(name));
            } else if (isToVisit(property, Pointers.child(site.at(), name))) {
                visitAdded(site, name, property, samples.of(property));
            }
        }
    }

    /** Adds a property that the schema {@code false} forbids. */
    private void present(SchemaSite site, Keyword keyword, String name, SchemaRef property) {
        if (!property.node().booleanValue()) {
            found.outside(
                    site,
                    keyword,
                    property.pointer(),
                    name + " present",
                    Stream.of(site.value().deepCopy().asObject().put(name, 1)));
        }
    }

    private void visitPatternProperties(SchemaSite site, KeywordUse use) {
        if (!site.value().isObject()) {
            return;
        }
        for (String pattern : use.value().propertyNames()) {
            SchemaRef property = Schemas.child(site.schema(), use.keyword().toString(), pattern);
            TextSamples.matching(pattern, name -> !site.rule(Keyword.PROPERTIES).has(name), "a")
                    .ifPresent(name -> {
                        if (property.node().isBoolean()) {
                            present(site, use.keyword(), name, property);
                        } else {
                            visitAdded(
                                    site,
                                    name,
                                    property,
                                    site.value().has(name) ? site.value().get(name) : samples.of(property));
                        }
                    });
        }
    }

    /** Adds property names just inside and just outside of the constraints on names. */
    private void visitNames(SchemaSite site, SchemaRef names) {
        if (!site.value().isObject()) {
            return;
        }
        JsonNode property = site.value().isEmpty()
                ? JSON.numberNode(1)
                : site.value().iterator().next();
        Function<String, JsonNode> withName =
                name -> site.value().deepCopy().asObject().set(name, property);
        if (names.node().isBoolean()) {
            if (!names.node().booleanValue()) {
                found.outside(site, Keyword.PROPERTY_NAMES, "a property", withName.apply("a"));
            }
            return;
        }
        Set<String> candidates = new LinkedHashSet<>();
        Variations ofNames = new Variations(document, names, samples.of(names), name -> {
            if (name.isString()) {
                candidates.add(name.stringValue());
            }
            return Set.of();
        });
        ofNames.all();
        Stream.of("~", "a b", "A", "0", "é", "").forEach(candidates::add);
        for (KeywordUse use : Schemas.conjuncts(document, names).stream()
                .flatMap(part -> Schemas.keywords(document, part).stream())
                .filter(use -> use.keyword().role() == Keyword.Role.ASSERTION)
                .toList()) {
            found.outside(
                    site,
                    Keyword.PROPERTY_NAMES,
                    use.pointer(),
                    "a name that breaks " + use.keyword(),
                    candidates.stream().map(withName));
        }
        List<String> byLength = new ArrayList<>(candidates);
        byLength.sort(Comparator.comparingInt(String::length));
        found.inside(
                site, Keyword.PROPERTY_NAMES, "a short name", byLength.stream().map(withName));
        Collections.reverse(byLength);
        found.inside(
                site, Keyword.PROPERTY_NAMES, "a long name", byLength.stream().map(withName));
        for (SchemaRef part : Schemas.conjuncts(document, names)) {
            for (JsonNode name : part.node().path(Keyword.ENUM.toString())) {
                found.inside(site, Keyword.PROPERTY_NAMES, "the name " + name, withName.apply(name.asString("")));
            }
        }
    }

    private void visitAdditionalProperties(SchemaSite site, KeywordUse use) {
        if (!site.value().isObject() || !use.value().isObject()) {
            return;
        }
        SchemaRef additional = use.schemas().get(0);
        Optional<String> known = site.value().propertyNames().stream()
                .filter(name -> !site.rule(Keyword.PROPERTIES).has(name))
                .findFirst();
        JsonNode sample = known.map(site.value()::get).orElseGet(() -> samples.of(additional));
        visitAdded(site, known.orElse("additional"), additional, sample);
    }

    private void visitDependentSchemas(SchemaSite site, KeywordUse use) {
        if (!site.value().isObject()) {
            return;
        }
        for (String name : use.value().propertyNames()) {
            SchemaRef dependent = Schemas.child(site.schema(), use.keyword().toString(), name);
            ObjectNode with = site.value().deepCopy().asObject();
            with.putIfAbsent(name, propertySample(site, name));
            if (dependent.node().isBoolean()) {
                present(site, use.keyword(), name, dependent);
                continue;
            }
            JsonNode needed = samples.of(dependent);
            if (needed.isObject()) {
                needed.properties().forEach(member -> with.putIfAbsent(member.getKey(), member.getValue()));
            }
            found.within(site.at(), with, () -> visit(dependent, site.at(), with));
        }
    }

    private JsonNode propertySample(SchemaSite site, String name) {
        SchemaRef declared = Schemas.child(site.schema(), "properties", name);
        return declared.node().isObject() ? samples.of(declared) : JSON.stringNode("text");
    }

    /** Varies the consequence of a condition, in a value that matches the condition. */
    private void visitThen(SchemaSite site, SchemaRef then) {
        JsonNode value = site.value();
        if (value.isObject()) {
            ObjectNode met = value.deepCopy().asObject();
            for (SchemaRef schema : Stream.concat(Keyword.IF.schemas(site.schema()).stream(), Stream.of(then))
                    .toList()) {
                JsonNode sample = samples.of(schema);
                if (sample.isObject()) {
                    met.setAll(sample.asObject());
                }
            }
            value = met;
        }
        JsonNode ground = value;
        found.within(site.at(), ground, () -> visit(then, site.at(), ground));
    }

    private void visitAdded(SchemaSite site, String name, SchemaRef property, JsonNode sample) {
        JsonNode with = site.value().deepCopy().asObject().set(name, sample);
        found.within(site.at(), with, () -> visit(property, Pointers.child(site.at(), name), sample));
    }

    private void branches(SchemaSite site, KeywordUse use) {
        List<SchemaRef> branches = use.schemas();
        for (int i = 0; i < branches.size(); i++) {
            SchemaRef branch = branches.get(i);
            JsonNode sample = samples.of(branch);
            found.inside(site, use.keyword(), "branch " + i, sample);
            found.withinBranch(site.at(), sample, () -> visit(branch, site.at(), sample));
        }
        Stream<JsonNode> strangers = Stream.of(
                JSON.numberNode(new BigDecimal("-0.5")),
                JSON.stringNode("~"),
                JSON.arrayNode(),
                JSON.objectNode(),
                JSON.booleanNode(false));
        found.outside(site, use.keyword(), "no branch", strangers);
    }
}
