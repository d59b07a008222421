package org.tokenapi.contract.check;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.Pointers;
import org.tokenapi.contract.spec.SchemaRef;
import tools.jackson.databind.JsonNode;

/** Checks values against the schemas of a document. Thread-safe. */
final class SchemaChecker {
    private static final String IRI = "https://contract.invalid/document";

    private final OpenApiDocument document;
    private final SchemaRegistry registry;
    private final Set<String> secretNames = new HashSet<>();
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
        registry = SchemaRegistry.withDefaultDialect(
                dialect,
                builder -> builder.schemas(Map.of(IRI, document.root().toString()))
                        .schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build()));
        collectSecretNames(document.root());
    }

    /**
     * Checks a value.
     *
     * @param at what the value is within the message, for example {@code body}
     */
    void check(SchemaRef schema, JsonNode value, String at, Side side, Findings findings) {
        ExecutionConfig config = ExecutionConfig.builder()
                .readOnly(side == Side.REQUEST)
                .writeOnly(side == Side.RESPONSE)
                .build();
        schemas.computeIfAbsent(schema.pointer(), this::load)
                .validate(value, execution -> execution.setExecutionConfig(config))
                .forEach(error -> report(error, at, findings));
        checkKnown(
                shapes.computeIfAbsent(schema.pointer(), pointer -> new Shape(document.at(pointer), this::dereference)),
                schema,
                value,
                at,
                "",
                side,
                findings);
    }

    /** The type that a text in a parameter or form stands for, by the schema: a number, a flag, or the text itself. */
    Set<String> types(JsonNode schema) {
        JsonNode target = dereference(schema);
        Set<String> types = new HashSet<>();
        JsonNode type = target.path("type");
        if (type.isString()) {
            types.add(type.stringValue());
        }
        type.forEach(one -> types.add(one.stringValue()));
        for (String branch : List.of("allOf", "anyOf", "oneOf")) {
            target.path(branch).forEach(one -> types.addAll(types(one)));
        }
        return types;
    }

    JsonNode dereference(JsonNode schema) {
        JsonNode reference = schema.path("$ref");
        return reference.isString() && reference.stringValue().startsWith("#/")
                ? document.at(reference.stringValue().substring(1))
                : schema;
    }

    private Schema load(String pointer) {
        return registry.getSchema(SchemaLocation.of(IRI + "#" + pointer));
    }

    private void report(Error error, String at, Findings findings) {
        String pointer = error.getSchemaLocation().getFragment().toString();
        JsonNode rule = document.at(pointer);
        String expected = error.getKeyword() + (rule.isObject() ? "" : " " + rule);
        if ("required".equals(error.getKeyword())) {
            expected = "property " + error.getProperty();
        }
        String place = (at + " " + error.getInstanceLocation()).trim();
        findings.violation(Rule.SCHEMA, pointer, place, expected, actual(error, pointer));
    }

    private String actual(Error error, String pointer) {
        String holder = pointer.substring(0, Math.max(0, pointer.lastIndexOf('/')));
        int names = error.getInstanceLocation().getNameCount();
        boolean secret = isSecret(document.at(holder))
                || names > 0 && secretNames.contains(error.getInstanceLocation().getName(names - 1));
        return secret ? Values.MASKED : Values.describe(error.getInstanceNode());
    }

    private void checkKnown(
            Shape shape, SchemaRef schema, JsonNode value, String at, String path, Side side, Findings findings) {
        if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                checkKnown(shape.elements(), schema, value.get(i), at, path + "/" + i, side, findings);
            }
        }
        if (!value.isObject() || !shape.namesProperties()) {
            return;
        }
        for (Map.Entry<String, JsonNode> property : value.properties()) {
            String name = property.getKey();
            String propertyPath = Pointers.child(path, name);
            if (shape.knows(name)) {
                checkKnown(shape.property(name), schema, property.getValue(), at, propertyPath, side, findings);
            } else if (side == Side.RESPONSE && secretNames.contains(name)) {
                findings.violation(
                        Rule.LEAKED_SECRET,
                        schema.pointer(),
                        at + " " + propertyPath,
                        "no such property",
                        Values.MASKED);
            } else {
                findings.notice(
                        Rule.UNDECLARED_PROPERTY, schema.pointer(), at + " " + propertyPath, "no such property", "one");
            }
        }
    }

    private void collectSecretNames(JsonNode node) {
        for (Map.Entry<String, JsonNode> property : node.path("properties").properties()) {
            if (isSecret(dereference(property.getValue()))) {
                secretNames.add(property.getKey());
            }
        }
        node.forEach(this::collectSecretNames);
    }

    private static boolean isSecret(JsonNode schema) {
        return "password".equals(schema.path("format").stringValue(""));
    }
}
