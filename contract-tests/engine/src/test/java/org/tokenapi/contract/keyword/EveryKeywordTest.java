package org.tokenapi.contract.keyword;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tokenapi.contract.StrictServer;
import org.tokenapi.contract.cases.Expectation;
import org.tokenapi.contract.cases.Fixtures;
import org.tokenapi.contract.check.Finding;
import org.tokenapi.contract.diff.Change;
import org.tokenapi.contract.diff.DocumentDiff;
import org.tokenapi.contract.mutation.Mutant;
import org.tokenapi.contract.mutation.Mutation;
import org.tokenapi.contract.spec.Dialect;
import org.tokenapi.contract.spec.Format;
import org.tokenapi.contract.spec.Keyword;
import org.tokenapi.contract.spec.Keyword.Role;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.verify.CaseResult;
import org.tokenapi.contract.verify.Report;
import org.tokenapi.contract.verify.Requirement;
import org.tokenapi.contract.verify.Verification;

/**
 * Each keyword that refuses values is checked in every way: it has a row in the matrix, a request that it accepts and
 * one that it refuses, mutants, and a comparison. The check detects a server that ignores it.
 */
final class EveryKeywordTest {
    private static final String BODY = "/paths/~1a/post/requestBody/content/application~1json/schema";

    private static final String SHORT = "/components/schemas/Short/maxLength";

    /**
     * An example of a keyword.
     *
     * @param schema the schema of a body, with an ellipsis for the keyword
     * @param added the keyword and its value
     * @param row the pointer of the constraint, relative to the schema or, with a slash, to the document
     */
    private record Example(Keyword keyword, String schema, String added, String row) {
        OpenApiDocument with() {
            return document(schema.replace("...", added));
        }

        OpenApiDocument without() {
            return document(schema.replace("..., ", "").replace(", ...", "").replace("...", ""));
        }

        private OpenApiDocument document(String body) {
            // A server of 3.1 may ignore a read-only property instead of refusing it.
            boolean newer = keyword.isIn(Dialect.JSON_SCHEMA_2020_12) && keyword != Keyword.READ_ONLY;
            return EveryKeywordTest.document(newer ? "3.1.0" : "3.0.3", body);
        }

        String pointer() {
            return row.startsWith("/") ? row : BODY + "/" + row;
        }

        @Override
        public String toString() {
            return keyword + ": " + schema.replace("...", added);
        }
    }

    private static final Map<Keyword, Example> EXAMPLES = new EnumMap<>(Keyword.class);

    /** The keywords without an example, each with the reason. */
    private static final Map<Keyword, String> NONE = Map.of(
            Keyword.WRITE_ONLY, "it is the counterpart of readOnly for responses",
            Keyword.IF, "it refuses nothing; then and else do");

    /** Schemas without a type, and keywords with a schema as their value instead of false. */
    private static final List<Example> MORE = List.of(
            new Example(Keyword.MIN_PROPERTIES, "{description: d, ...}", "minProperties: 1", "minProperties"),
            new Example(Keyword.MIN_PROPERTIES, "{type: object, ...}", "minProperties: 3", "minProperties"),
            new Example(Keyword.MIN_ITEMS, "{description: d, ...}", "minItems: 2", "minItems"),
            new Example(Keyword.REQUIRED, "{description: d, ...}", "required: [a]", "required"),
            new Example(Keyword.MAX_LENGTH, "{description: d, ...}", "maxLength: 3", "maxLength"),
            new Example(
                    Keyword.ADDITIONAL_PROPERTIES,
                    "{type: object, ...}",
                    "additionalProperties: {type: integer}",
                    "additionalProperties/type"),
            new Example(
                    Keyword.UNEVALUATED_PROPERTIES,
                    "{type: object, ...}",
                    "unevaluatedProperties: {type: integer}",
                    "unevaluatedProperties/type"),
            new Example(
                    Keyword.UNEVALUATED_ITEMS,
                    "{type: array, ...}",
                    "unevaluatedItems: {type: integer}",
                    "unevaluatedItems/type"),
            new Example(
                    Keyword.PROPERTY_NAMES,
                    "{type: object, ...}",
                    "propertyNames: {maxLength: 5}",
                    "propertyNames/maxLength"),
            new Example(
                    Keyword.PROPERTY_NAMES,
                    "{type: object, ...}",
                    "propertyNames: {enum: [a, bb]}",
                    "propertyNames/enum"));

    private static void example(Keyword keyword, String schema, String added, String row) {
        EXAMPLES.put(keyword, new Example(keyword, schema, added, row));
    }

    static {
        String string = "{type: string, ...}";
        String number = "{type: number, ...}";
        String array = "{type: array, ...}";
        String object = "{type: object, properties: {a: {type: string}, b: {type: string}}, ...}";
        example(
                Keyword.READ_ONLY,
                "{type: object, properties: {a: {type: string, ...}}}",
                "readOnly: true",
                "properties/a/readOnly");
        example(Keyword.REF, "{description: d, ...}", "$ref: '#/components/schemas/Short'", SHORT);
        example(Keyword.DYNAMIC_REF, "{description: d, ...}", "$dynamicRef: '#/components/schemas/Short'", SHORT);
        example(Keyword.TYPE, "{description: d, ...}", "type: integer", "type");
        example(Keyword.NULLABLE, string, "nullable: true", "nullable");
        example(Keyword.ENUM, string, "enum: [a, b]", "enum");
        example(Keyword.CONST, string, "const: a", "const");
        example(Keyword.FORMAT, string, "format: uuid", "format");
        example(Keyword.MULTIPLE_OF, number, "multipleOf: 5", "multipleOf");
        example(Keyword.MINIMUM, number, "minimum: 5", "minimum");
        example(Keyword.MAXIMUM, number, "maximum: 5", "maximum");
        example(Keyword.EXCLUSIVE_MINIMUM, number, "exclusiveMinimum: 5", "exclusiveMinimum");
        example(Keyword.EXCLUSIVE_MAXIMUM, number, "exclusiveMaximum: 5", "exclusiveMaximum");
        example(Keyword.MIN_LENGTH, string, "minLength: 2", "minLength");
        example(Keyword.MAX_LENGTH, string, "maxLength: 5", "maxLength");
        example(Keyword.PATTERN, string, "pattern: '^[a-z]+$'", "pattern");
        example(Keyword.MIN_ITEMS, array, "minItems: 2", "minItems");
        example(Keyword.MAX_ITEMS, array, "maxItems: 2", "maxItems");
        example(Keyword.UNIQUE_ITEMS, array, "uniqueItems: true", "uniqueItems");
        example(Keyword.PREFIX_ITEMS, array, "prefixItems: [{type: integer}, {type: string}]", "prefixItems/1/type");
        example(Keyword.ITEMS, array, "items: {type: integer}", "items/type");
        example(Keyword.CONTAINS, array, "contains: {const: a}", "contains");
        example(Keyword.MIN_CONTAINS, "{type: array, contains: {const: a}, ...}", "minContains: 2", "minContains");
        example(Keyword.MAX_CONTAINS, "{type: array, contains: {const: a}, ...}", "maxContains: 2", "maxContains");
        example(Keyword.MIN_PROPERTIES, object, "minProperties: 1", "minProperties");
        example(Keyword.MAX_PROPERTIES, object, "maxProperties: 2", "maxProperties");
        example(Keyword.REQUIRED, object, "required: [a]", "required");
        example(Keyword.DEPENDENT_REQUIRED, object, "dependentRequired: {a: [b]}", "dependentRequired");
        example(Keyword.PROPERTIES, "{type: object, ...}", "properties: {c: {type: integer}}", "properties/c/type");
        example(
                Keyword.PATTERN_PROPERTIES,
                object,
                "patternProperties: {'^x-': {type: integer}}",
                "patternProperties/^x-/type");
        example(Keyword.ADDITIONAL_PROPERTIES, object, "additionalProperties: false", "additionalProperties");
        example(Keyword.PROPERTY_NAMES, object, "propertyNames: {pattern: '^[a-z]+$'}", "propertyNames/pattern");
        example(
                Keyword.DEPENDENT_SCHEMAS,
                object,
                "dependentSchemas: {a: {required: [b]}}",
                "dependentSchemas/a/required");
        example(Keyword.ALL_OF, string, "allOf: [{maxLength: 5}]", "allOf/0/maxLength");
        example(Keyword.ANY_OF, "{description: d, ...}", "anyOf: [{type: integer}, {type: boolean}]", "anyOf");
        example(Keyword.ONE_OF, "{description: d, ...}", "oneOf: [{type: integer}, {type: boolean}]", "oneOf");
        example(Keyword.NOT, string, "not: {enum: [x]}", "not");
        String conditional =
                "{type: object, properties: {a: {type: string}, b: {type: string}}, if: {required: [a]}, ...}";
        example(Keyword.THEN, conditional, "then: {required: [b]}", "then/required");
        example(Keyword.ELSE, conditional.replace("[a]", "[c]"), "else: {required: [b]}", "else/required");
        example(
                Keyword.UNEVALUATED_ITEMS,
                "{type: array, prefixItems: [{type: integer}], ...}",
                "unevaluatedItems: false",
                "unevaluatedItems");
        example(Keyword.UNEVALUATED_PROPERTIES, object, "unevaluatedProperties: false", "unevaluatedProperties");
    }

    private static OpenApiDocument document(String version, String body) {
        return OpenApiDocument.parse(
                "document",
                "openapi: " + version
                        + "\ninfo: {title: t, version: '1'}\npaths: {/a: {post: {requestBody: {required: true,"
                        + " content: {application/json: {schema: " + body + "}}}, responses: {'204': {description: d},"
                        + " '400': {description: d}, '415': {description: d}}}}}\ncomponents: {schemas: {Short: {type: string, maxLength: 5}}}");
    }

    static Stream<Example> examples() {
        return Stream.concat(EXAMPLES.values().stream(), MORE.stream());
    }

    @ParameterizedTest
    @EnumSource
    void hasAnExample(Keyword keyword) {
        boolean refuses = keyword.role() == Role.ASSERTION || keyword.role() == Role.APPLICATOR;

        assertThat(EXAMPLES.containsKey(keyword) || NONE.containsKey(keyword)).isEqualTo(refuses);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void isProvenByAnAcceptedAndARefusedRequest(Example example) throws Exception {
        try (StrictServer server = StrictServer.of(example.with())) {
            Report report = run(example.with(), server);

            assertThat(report.failures()).isEmpty();
            assertThat(report.unchecked()).isEmpty();
            assertThat(report.coverage().rows())
                    .extracting(Requirement::pointer)
                    .contains(example.pointer());
            assertThat(report.coverage().unproven())
                    .extracting(Requirement::pointer)
                    .isEmpty();
            assertThat(report.results())
                    .filteredOn(result -> result.sent().expectation() != Expectation.REFUSED)
                    .filteredOn(result -> result.sent().request().body().length > 0)
                    .extracting(result -> result.sent().name())
                    .hasSizeGreaterThan(1);
            if (example.keyword() != Keyword.NULLABLE) {
                assertThat(report.results())
                        .filteredOn(result -> result.sent().expectation() == Expectation.REFUSED)
                        .extracting(result -> result.sent().pointer())
                        .contains(example.pointer());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void aServerThatIgnoresItIsDetected(Example example) throws Exception {
        try (StrictServer server = StrictServer.forgetting(
                example.with(),
                verdict -> !verdict.violations().isEmpty()
                        && verdict.violations(Finding.Side.REQUEST).stream()
                                .allMatch(finding -> finding.pointer().startsWith(example.pointer())))) {
            List<CaseResult> failures = run(example.with(), server).failures();

            assertThat(failures.isEmpty()).isEqualTo(example.keyword() == Keyword.NULLABLE);
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void mutantsOfItAreDetected(Example example) throws Exception {
        try (StrictServer server = StrictServer.of(example.with())) {
            Map<Mutant, Boolean> noticed = new Mutation(example.with(), run(example.with(), server)).run(mutant -> {});

            assertThat(noticed.keySet()).extracting(Mutant::pointer).contains(example.pointer());
            assertThat(noticed).doesNotContainValue(false);
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void addingItBreaksClientsUnlessItAllowsMore(Example example) {
        List<Change> changes = DocumentDiff.of(example.without(), example.with(), notice -> {});
        // "nullable" allows more values, and no client sends the property that "properties" adds.
        boolean harmless = example.keyword() == Keyword.NULLABLE || example.keyword() == Keyword.PROPERTIES;

        assertThat(changes).isNotEmpty();
        if (harmless) {
            assertThat(changes).noneMatch(Change::breaking);
        } else {
            assertThat(changes).anyMatch(Change::breaking);
        }
    }

    @Test
    void formatsThatRefuseHaveASample() {
        assertThat(Format.values())
                .filteredOn(format -> format.refuses() && format.range().isEmpty())
                .allSatisfy(format -> assertThat(format.sample()).isNotEmpty());
    }

    @ParameterizedTest
    @EnumSource
    void everyFormatThatRefusesIsProven(Format format) throws Exception {
        String schema = "{type: " + (format.isOfNumbers() ? "number" : "string") + ", format: " + format + "}";
        for (String version : List.of("3.0.3", "3.1.0")) {
            OpenApiDocument document = document(version, schema);
            try (StrictServer server = StrictServer.of(document)) {
                Report report = run(document, server);

                assertThat(report.failures()).isEmpty();
                assertThat(report.unchecked()).isEmpty();
                assertThat(report.coverage().unproven()).isEmpty();
                assertThat(report.results().stream()
                                .filter(result -> result.sent().expectation() == Expectation.REFUSED)
                                .map(result -> result.sent().pointer()))
                        .matches(pointers -> pointers.contains(BODY + "/format") == format.refuses());
            }
        }
    }

    private static Report run(OpenApiDocument document, StrictServer server) throws Exception {
        return new Verification(document, Fixtures.none(), Map.of()).run(server.baseUri());
    }
}
