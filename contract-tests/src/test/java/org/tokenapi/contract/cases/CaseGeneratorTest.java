package org.tokenapi.contract.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tokenapi.contract.check.ExchangeChecker;
import org.tokenapi.contract.spec.OpenApiDocument;

/** The cases that are derived from small documents. */
final class CaseGeneratorTest {

    @Test
    void keepsTheCommasThatSeparateTheValuesOfAQuery() {
        List<Case> cases = query("{name: q, in: query, explode: false, schema:"
                + " {type: array, minItems: 2, items: {type: string, enum: ['a,b', c]}}}");

        assertThat(cases)
                .filteredOn(sent -> sent.name().endsWith("minItems: 2 elements"))
                .extracting(sent -> sent.request().target())
                .containsExactly("/a?q=a%2Cb,c");
    }

    @Test
    void breaksAnIntegerWithAFractionThatLiesWithinItsBounds() {
        List<Case> cases = query("{name: q, in: query, schema: {type: integer, minimum: 1000}}");

        assertThat(cases)
                .filteredOn(sent -> sent.name().endsWith("a fraction"))
                .extracting(sent -> sent.request().target())
                .containsExactly("/a?q=1001.5");
    }

    @Test
    void fillsAListOfDifferentElementsFromAnEnum() {
        List<String> bodies = bodies("{type: array, maxItems: 2, uniqueItems: true, items: {enum: [a, b, c]}}");

        assertThat(bodies).contains("[\"a\",\"b\"]", "[\"a\",\"b\",\"c\"]");
    }

    @Test
    void variesWithinTheAlternatives() {
        List<String> bodies = bodies("{type: object, properties: {p: {oneOf: ["
                + "{type: object, required: [x], additionalProperties: false, properties: {x: {type: integer, minimum: 3}}},"
                + " {type: string, maxLength: 2}]}}}");

        assertThat(bodies).contains("{\"p\":{\"x\":2}}", "{\"p\":{}}", "{\"p\":\"tea\"}");
    }

    @Test
    void leavesAllOutThatNoneOfTheSchemasRequires() {
        List<String> bodies = bodies("{allOf: [{type: object, required: [a], properties: {a: {enum: [1]}}},"
                + " {type: object, required: [b], properties: {b: {enum: [2]}, c: {enum: [3]}}}]}");

        assertThat(bodies).contains("{\"a\":1,\"b\":2}");
    }

    @Test
    void writesEveryMediaTypeInCapitalsAndAFormWithItsCharset() {
        assertThat(cases("post: {requestBody: {content: {application/x-www-form-urlencoded: {schema:"
                        + " {type: object, properties: {a: {type: string}}}}}}, responses: {'204': {description: d}}}"))
                .flatExtracting(sent -> sent.request().headers().all("Content-Type"))
                .contains("application/x-www-form-urlencoded;charset=utf-8", "APPLICATION/X-WWW-FORM-URLENCODED");
    }

    private static List<String> bodies(String schema) {
        return cases("post: {requestBody: {content: {application/json: {schema: " + schema
                        + "}}}, responses: {'204': {description: d}}}")
                .stream()
                .flatMap(sent -> Stream.of(new String(sent.request().body(), StandardCharsets.UTF_8)))
                .toList();
    }

    private static List<Case> query(String parameter) {
        return cases("get: {parameters: [" + parameter + "], responses: {'204': {description: d}}}");
    }

    private static List<Case> cases(String operation) {
        OpenApiDocument document =
                OpenApiDocument.parse("document", "openapi: 3.0.3\npaths: {/a: {" + operation + "}}");
        return new CaseGenerator(document, new ExchangeChecker(document).schemas(), Fixtures.none(), Map.of()).cases();
    }
}
