package org.tokenapi.contract.cases;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tokenapi.contract.check.Finding;

/** The conforming request of a document without examples, from which all other requests are made. */
final class ConformingRequestsTest {
    private static final String RECURSIVE = """
            components:
              schemas:
                Sum: {oneOf: [{type: object, required: [left, right], additionalProperties: false, properties:
                  {left: {$ref: '#/components/schemas/Sum'}, right: {$ref: '#/components/schemas/Sum'}}}, {type: integer, maximum: 3}]}
                Tree: {type: object, required: [name], properties: {name: {type: string}, left: {$ref: '#/components/schemas/Tree'},
                  right: {$ref: '#/components/schemas/Tree'}, all: {type: array, items: {$ref: '#/components/schemas/Tree'}}}}
                Chain: {type: object, required: [next], properties: {next: {$ref: '#/components/schemas/Chain'}}}
                Self: {allOf: [{$ref: '#/components/schemas/Self'}]}
                Mutual: {oneOf: [{$ref: '#/components/schemas/Branch'}]}
                Branch: {allOf: [{$ref: '#/components/schemas/Mutual'}, {type: object}]}
            """;

    private static SmallDocument recursive(String schema, String example) {
        return SmallDocument.ofVersion(
                "3.0.3",
                "/a",
                "post: {operationId: post, requestBody: {required: true, content: {application/json: {" + example
                        + "schema: {$ref: '#/components/schemas/" + schema
                        + "'}}}}, responses: {'204': {description: d}}}",
                RECURSIVE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{type: string, pattern: '^[A-Z]{3}-[0-9]+$'}",
                "{type: string, pattern: '^(green|red)$', maxLength: 3}",
                "{type: string, pattern: '^[a-z]*$', minLength: 9}",
                "{type: number, minimum: 0, exclusiveMinimum: true, maximum: 1, exclusiveMaximum: true}",
                "{type: object, properties: {a: {type: integer}}, oneOf: [{required: [a]}, {required: [b]}]}"
            })
    void isMadeFromTheSchemaAlone(String schema) {
        SmallDocument document = SmallDocument.ofBody("application/json", schema);

        assertThat(document.gaps()).isEmpty();
        assertThat(document.named("conforming").expectation()).isEqualTo(Expectation.ACCEPTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{type: array, minItems: 2, prefixItems: [{type: number}, {type: string}], items: false}",
                "{type: object, minProperties: 1, patternProperties: {'^t_[0-9]$': {type: string}}, additionalProperties: false}"
            })
    void isMadeFromKeywordsOfVersion31(String schema) {
        SmallDocument document = SmallDocument.ofVersion(
                "3.1.0",
                "/a",
                "post: {operationId: post, requestBody: {required: true, content: {application/json: {schema: " + schema
                        + "}}}, responses: {'204': {description: d}}}",
                "");

        assertThat(document.gaps()).isEmpty();
        assertThat(document.named("conforming").expectation()).isEqualTo(Expectation.ACCEPTED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    Sum  | 1
                    Tree | {"name":"text","all":[]}
                    """)
    void isFiniteForARecursiveSchema(String schema, String body) {
        assertThat(SmallDocument.body(recursive(schema, "").named("conforming")))
                .isEqualTo(body);
    }

    @Test
    void variesARecursiveSchemaOnce() {
        assertThat(recursive("Tree", "").cases()).hasSizeLessThan(40);
    }

    @ParameterizedTest
    @CsvSource({"Chain, ''", "Self, ''", "Self, 'example: {a: 1}, '", "Mutual, ''", "Mutual, 'example: {a: 1}, '"})
    void isAGapIfEveryValueIsInfinite(String schema, String example) {
        SmallDocument document = recursive(schema, example);

        assertThat(document.gaps()).extracting(Finding::place).allMatch(place -> place.startsWith("post"));
        assertThat(document.gaps()).isNotEmpty();
        assertThat(document.cases()).allMatch(sent -> sent.expectation() == Expectation.NO_SUCH_METHOD);
    }

    @Test
    void isAGapIfNoTextMatches() {
        SmallDocument document = SmallDocument.ofParameter(
                "{name: q, in: query, required: true, schema: {type: string, pattern: '^a(?!a|b)b$'}}");

        assertThat(document.gaps())
                .singleElement()
                .extracting(Finding::pointer, Finding::place)
                .containsExactly("/paths/~1a/get/parameters/0", "GET /a parameter q");
        assertThat(document.cases()).allMatch(sent -> sent.expectation() == Expectation.NO_SUCH_METHOD);
    }

    @Test
    void doesNotTakeAnExampleThatBreaksItsSchema() {
        SmallDocument document = SmallDocument.of("post: {requestBody: {required: true, content: {application/json:"
                + " {example: wrong, schema: {type: integer}}}}, responses: {'204': {description: d}}}");

        assertThat(SmallDocument.body(document.named("conforming"))).isEqualTo("1");
        assertThat(document.gaps())
                .singleElement()
                .extracting(Finding::actual)
                .asString()
                .contains("/schema/type");
    }
}
