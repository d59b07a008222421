package org.tokenapi.contract.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.tokenapi.contract.check.Finding.Severity;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.spec.Keyword.Target;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.Pointers;
import org.tokenapi.contract.spec.SchemaRef;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Checks values against the schemas of a document. Thread-safe. */
public final class SchemaChecker {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final OpenApiDocument document;
    private final SchemaCompiler compiler;
    private final boolean tracking;
    private final Set<String> secretNames;
    private final Map<String, Shape> shapes = new ConcurrentHashMap<>();

    SchemaChecker(OpenApiDocument document, Strictness strictness) {
        this.document = document;
        this.compiler = new SchemaCompiler(document, strictness);
        this.tracking = document.files().values().stream()
                .anyMatch(file -> !file.findValues("unevaluatedProperties").isEmpty()
                        || !file.findValues("unevaluatedItems").isEmpty());
        this.secretNames = SecretNames.of(document);
    }

    /**
     * Checks a value of a message.
     *
     * @param at the part of the message that the value is, for example {@code body}
     */
    void check(SchemaRef schema, JsonNode value, String at, Side side, Findings findings) {
        Evaluation evaluation = Evaluation.thorough(side, findings.isWithEvidence(), tracking);
        evaluation.apply(compiler.schema(schema), value);
        Shape shape = shape(schema);
        evaluation.errors().forEach(error -> report(error, shape, at, Severity.VIOLATION, findings));
        evaluation.notices().forEach(error -> report(error, shape, at, Severity.NOTICE, findings));
        evaluation
                .undecided()
                .forEach(pointer -> findings.gap(pointer, at, "a decidable check", "one that takes too many steps"));
        evaluation.evidence().forEach(findings::touched);
        checkKnown(new Known(schema, at, side, findings), shape, value, "");
    }

    /** Checks a value that is not part of a message. The places of the findings are JSON pointers within the value. */
    public List<Finding> check(SchemaRef schema, JsonNode value) {
        Findings findings = new Findings(Side.REQUEST, false);
        check(schema, value, "", Side.REQUEST, findings);
        return findings.all().stream()
                .filter(finding -> finding.severity() == Severity.VIOLATION)
                .toList();
    }

    /**
     * The pointers of the constraints that a value violates. For one that can't be decided, the pointer is followed by
     * a note.
     */
    public Set<String> broken(SchemaRef schema, JsonNode value, Side side) {
        Evaluation evaluation = Evaluation.thorough(side, false, tracking);
        evaluation.apply(compiler.schema(schema), value);
        Set<String> pointers = new LinkedHashSet<>();
        evaluation.errors().forEach(error -> pointers.addAll(error.pointers()));
        evaluation.undecided().forEach(pointer -> pointers.add(pointer + ", which can't be decided"));
        return pointers;
    }

    /**
     * The pointers of the constraints that a value violates if it is serialized as the text of a parameter or a form.
     */
    public Set<String> brokenAsText(SchemaRef schema, JsonNode value, Side side) {
        ValueReader reader = new ValueReader(document, this, MAPPER);
        if (value.isArray()) {
            return broken(schema, reader.array(texts(value), schema, side), side);
        }
        if (!value.isObject()) {
            return broken(schema, reader.scalar(text(value), schema, side), side);
        }
        Map<String, List<String>> fields = new LinkedHashMap<>();
        value.properties()
                .forEach(member -> fields.put(
                        member.getKey(),
                        member.getValue().isArray() ? texts(member.getValue()) : List.of(text(member.getValue()))));
        fields.values().removeIf(List::isEmpty);
        return broken(schema, reader.object(fields, schema, side), side);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(text(element)));
        return texts;
    }

    private static String text(JsonNode value) {
        return value.isString() ? value.stringValue() : value.toString();
    }

    /** The pointers of all constraints of a schema and of its subschemas, for messages of one side. */
    public Set<String> constraints(SchemaRef schema, Side side) {
        return SchemaConstraints.of(document, schema, side);
    }

    /** Whether a value conforms to a schema. */
    boolean conforms(SchemaRef schema, JsonNode value, Side side) {
        Evaluation evaluation = Evaluation.brief(side, tracking);
        evaluation.apply(compiler.schema(schema), value);
        return !evaluation.hasErrors();
    }

    private Shape shape(SchemaRef schema) {
        return shapes.computeIfAbsent(schema.pointer(), pointer -> new Shape(document, schema));
    }

    private void report(SchemaError error, Shape shape, String at, Severity severity, Findings findings) {
        JsonNode rule = document.at(error.pointer());
        String place = (at + " " + error.at()).trim();
        String name = error.at().matches() ? "" : error.at().last().getMatchingProperty();
        if (rule.isBoolean() && error.keyword().target() == Target.PROPERTY) {
            // The value is not shown, because it may be a secret.
            findings.add(severity, Rule.SCHEMA, error.pointer(), place, "no property " + name, "one");
        } else {
            boolean secret = shape.at(error.at()).isSecret() || secretNames.contains(name);
            findings.add(
                    severity,
                    Rule.SCHEMA,
                    error.pointer(),
                    place,
                    expected(error, rule),
                    secret ? Finding.REDACTED : Values.describe(error.value()));
        }
        error.closest().forEach(cause -> report(cause, shape, at, severity, findings));
    }

    private static String expected(SchemaError error, JsonNode rule) {
        if (error.property() != null) {
            return "property " + error.property();
        }
        String keyword = error.keyword().toString();
        return switch (error.keyword()) {
            case ANY_OF -> "one or more of " + rule.size() + " subschemas (anyOf)";
            case ONE_OF -> "exactly one of " + rule.size() + " subschemas (oneOf)";
            default -> rule.isObject() || rule.isMissingNode() ? keyword : keyword + " " + rule;
        };
    }

    /** The context of a search for undeclared properties. */
    private record Known(SchemaRef schema, String at, Side side, Findings findings) {}

    private void checkKnown(Known known, Shape shape, JsonNode value, String path) {
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            checkKnown(known, shape.elements(), value.get(i), path + "/" + i);
        }
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            String name = member.getKey();
            Shape property = shape.property(name);
            if (!property.isKnown()) {
                reportUnknown(known, shape, name, Pointers.child(path, name));
            }
            if (member.getValue().isContainer()) {
                checkKnown(known, property, member.getValue(), Pointers.child(path, name));
            }
        }
    }

    private void reportUnknown(Known known, Shape holder, String name, String place) {
        String pointer = known.schema.pointer();
        String at = known.at + " " + place;
        boolean leak = known.side == Side.RESPONSE && secretNames.contains(name);
        // A schema that declares nothing allows secrets on purpose. An undeclared property does not.
        boolean onPurpose = holder.isKnown() && holder.isFree();
        if (leak && !onPurpose) {
            known.findings.violation(Rule.LEAKED_SECRET, pointer, at, "no such property", Finding.REDACTED);
        } else if (leak) {
            known.findings.notice(Rule.LEAKED_SECRET, pointer, at, "no such property", Finding.REDACTED);
        } else if (holder.isKnown() && !holder.isFree()) {
            known.findings.notice(Rule.UNDECLARED_PROPERTY, pointer, at, "no such property", "one");
        }
    }
}
