package org.tokenapi.contract.check;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.Pointers;
import org.tokenapi.contract.spec.SchemaRef;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Checks values against the schemas of a document. Thread-safe. */
public final class SchemaChecker {
    private static final String IRI = "https://contract.invalid/document";

    private static final Map<Side, Consumer<ExecutionContext>> ALL_ERRORS = Map.of(
            Side.REQUEST,
            with(ExecutionConfig.builder().readOnly(true)),
            Side.RESPONSE,
            with(ExecutionConfig.builder().writeOnly(true)));
    private static final Map<Side, Consumer<ExecutionContext>> FIRST_ERROR = Map.of(
            Side.REQUEST,
            with(ExecutionConfig.builder().readOnly(true).failFast(true)),
            Side.RESPONSE,
            with(ExecutionConfig.builder().writeOnly(true).failFast(true)));

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final OpenApiDocument document;
    private final Schema root;
    private final Map<Side, Constraints> constraints;
    private final Set<String> secretNames;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();
    private final Map<String, Shape> shapes = new ConcurrentHashMap<>();

    SchemaChecker(OpenApiDocument document) {
        this.document = document;
        Dialect base = document.version().startsWith("3.0") ? Dialects.getOpenApi30() : Dialects.getOpenApi31();
        Dialect dialect = Dialect.builder(base)
                .format(NumberFormat.INT32)
                .format(NumberFormat.INT64)
                // Unknown keywords are told by Gaps, once, and not in a log.
                .unknownKeywordFactory((keyword, context) -> new NonValidationKeyword(keyword))
                .build();
        root = SchemaRegistry.withDefaultDialect(
                        dialect,
                        builder -> builder.schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build()))
                .getSchema(SchemaLocation.of(IRI), document.root());
        constraints = Map.of(
                Side.REQUEST, new Constraints(document, this, Side.REQUEST),
                Side.RESPONSE, new Constraints(document, this, Side.RESPONSE));
        secretNames = SecretNames.of(document);
    }

    private static Consumer<ExecutionContext> with(ExecutionConfig.Builder builder) {
        ExecutionConfig config = builder.build();
        return execution -> execution.setExecutionConfig(config);
    }

    /**
     * Checks a value.
     *
     * @param at what the value is within the message, for example {@code body}
     */
    void check(SchemaRef schema, JsonNode value, String at, Side side, Findings findings) {
        findings.touched(() -> constraints(schema, value, side));
        Shape shape = shape(schema);
        errors(schema, value, side).forEach(error -> report(error, shape, at, side, findings));
        checkKnown(new Known(schema, at, side, findings), shape, value, "");
    }

    /** The pointers of the constraints that a value breaks. */
    public Set<String> broken(SchemaRef schema, JsonNode value, Side side) {
        Findings findings = new Findings(side, false);
        Shape shape = shape(schema);
        errors(schema, value, side).forEach(error -> report(error, shape, "", side, findings));
        return findings.all().stream().map(Finding::pointer).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The pointers of the constraints that a value breaks once it is written as the text of a parameter. */
    public Set<String> brokenAsText(SchemaRef schema, JsonNode value, Side side) {
        ValueReader reader = new ValueReader(document, this, MAPPER);
        if (value.isArray()) {
            return broken(schema, reader.array(texts(value), schema, side), side);
        }
        return value.isObject()
                ? brokenAsForm(schema, value, side)
                : broken(schema, reader.scalar(text(value), schema, side), side);
    }

    /** The pointers of the constraints that an object breaks once it is written as a form. */
    public Set<String> brokenAsForm(SchemaRef schema, JsonNode value, Side side) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        value.properties()
                .forEach(member -> fields.put(
                        member.getKey(),
                        member.getValue().isArray() ? texts(member.getValue()) : List.of(text(member.getValue()))));
        fields.values().removeIf(List::isEmpty);
        return broken(schema, new ValueReader(document, this, MAPPER).object(fields, schema, side), side);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(text(element)));
        return texts;
    }

    private static String text(JsonNode value) {
        return value.isString() ? value.stringValue() : value.toString();
    }

    /** The pointers of all constraints of a schema and of the schemas within it, for messages of one side. */
    public Set<String> constraints(SchemaRef schema, Side side) {
        return constraints.get(side).of(schema);
    }

    /** The pointers of the constraints that speak of a value or of a part of it. */
    public Set<String> constraints(SchemaRef schema, JsonNode value, Side side) {
        return constraints.get(side).about(schema, value);
    }

    /** Whether a value meets a schema. */
    boolean conforms(SchemaRef schema, JsonNode value, Side side) {
        return validator(schema).validate(value, FIRST_ERROR.get(side)).isEmpty();
    }

    private List<Error> errors(SchemaRef schema, JsonNode value, Side side) {
        return validator(schema).validate(value, ALL_ERRORS.get(side));
    }

    private Schema validator(SchemaRef schema) {
        return schemas.computeIfAbsent(schema.pointer(), this::load);
    }

    private Shape shape(SchemaRef schema) {
        return shapes.computeIfAbsent(schema.pointer(), pointer -> new Shape(document, schema.node()));
    }

    private Schema load(String pointer) {
        // The fragment of a URI: a percent sign of the pointer itself is encoded.
        return root.getRefSchema(
                SchemaLocation.of(IRI + "#" + pointer.replace("%", "%25")).getFragment());
    }

    private void report(Error error, Shape shape, String at, Side side, Findings findings) {
        JsonPointer location = JsonPointer.compile(error.getInstanceLocation().toString());
        String pointer = error.getSchemaLocation().getFragment().toString();
        boolean missing = "required".equals(error.getKeyword());
        if (missing && isForTheOtherSide(shape.at(location).property(error.getProperty()), side)) {
            return;
        }
        JsonNode rule = document.at(pointer);
        String expected = missing
                ? "property " + error.getProperty()
                : error.getKeyword() + (rule.isObject() || rule.isMissingNode() ? "" : " " + rule);
        boolean secret = shape.at(location).isSecret()
                || !location.matches() && secretNames.contains(location.last().getMatchingProperty());
        findings.violation(
                Rule.SCHEMA,
                pointer,
                (at + " " + location).trim(),
                expected,
                secret ? Values.MASKED : Values.describe(error.getInstanceNode()));
    }

    /** OpenAPI 3.0.3, "Schema Object": being required counts for one side only where a property is read- or write-only. */
    private static boolean isForTheOtherSide(Shape property, Side side) {
        return side == Side.REQUEST ? property.isReadOnly() : property.isWriteOnly();
    }

    /** Where the search for unknown properties is going on. */
    private record Known(SchemaRef schema, String at, Side side, Findings findings) {}

    private void checkKnown(Known known, Shape shape, JsonNode value, String path) {
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            checkKnown(known, shape.elements(), value.get(i), path + "/" + i);
        }
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            String name = member.getKey();
            Shape property = shape.property(name);
            if (!property.isKnown()) {
                tellUnknown(known, shape, name, Pointers.child(path, name));
            }
            if (member.getValue().isContainer()) {
                checkKnown(known, property, member.getValue(), Pointers.child(path, name));
            }
        }
    }

    private void tellUnknown(Known known, Shape holder, String name, String place) {
        String pointer = known.schema.pointer();
        String at = known.at + " " + place;
        boolean leak = known.side == Side.RESPONSE && secretNames.contains(name);
        // A schema that leaves everything open lets a secret through on purpose; one within an unknown property does
        // not.
        boolean onPurpose = holder.isKnown() && holder.isFree();
        if (leak && !onPurpose) {
            known.findings.violation(Rule.LEAKED_SECRET, pointer, at, "no such property", Values.MASKED);
        } else if (leak) {
            known.findings.notice(Rule.LEAKED_SECRET, pointer, at, "no such property", Values.MASKED);
        } else if (holder.isKnown() && !holder.isFree()) {
            known.findings.notice(Rule.UNDECLARED_PROPERTY, pointer, at, "no such property", "one");
        }
    }
}
