package org.tokenapi.contract.cases;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** For each constraint, there is a request just inside and a request just outside of it. */
final class ConstraintCasesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {type: integer, example: 4}                               | 4            | 4.5
                    {type: integer, example: 4}                               | 4            | "4"
                    {type: string, example: t}                                | "t"          | null
                    {type: string, nullable: true, example: t}                | null         | 1
                    {type: integer, format: int32}                            | 2147483647   | 2147483648
                    {type: integer, format: int32}                            | -2147483648  | -2147483649
                    {type: integer, format: int64}                            | 9223372036854775807 | 9223372036854775808
                    {type: string, format: date-time}                         | "2030-01-31T23:59:59+14:00" | "2030-01-31"
                    {type: string, format: uuid}                              | "FFFFFFFF-FFFF-4FFF-BFFF-FFFFFFFFFFFF" | "0b8f6f5c-4d0e-4a57-9f0a"
                    {type: integer, minimum: 3}                               | 3            | 2
                    {type: integer, maximum: 3}                               | 3            | 4
                    {type: integer, minimum: 3, exclusiveMinimum: true}       | 4            | 3
                    {type: integer, maximum: 3, exclusiveMaximum: true}       | 2            | 3
                    {type: number, minimum: 0.5}                              | 0.5          | 0.49
                    {type: integer, multipleOf: 5}                            | 10           | 6
                    {type: number, multipleOf: 0.25, minimum: 0.6}            | 0.75         | 0.5
                    {type: string, minLength: 2}                              | "te"         | "t"
                    {type: string, maxLength: 5}                              | "texta"      | "textaa"
                    {type: string, pattern: '^[a-z]+$', example: ab}          | "ab"         | "ab~"
                    {type: string, enum: [a, b]}                              | "b"          | "a_x"
                    {type: array, minItems: 2, items: {type: integer}}        | [1,2]        | [1]
                    {type: array, maxItems: 2, items: {type: integer}}        | [1,1]        | [1,1,1]
                    {type: array, uniqueItems: true, items: {enum: [a, b]}}   | ["a"]        | ["a","a"]
                    {type: array, items: {type: integer, maximum: 3}}         | [3]          | [4]
                    {type: object, required: [x], properties: {x: {enum: [1]}, y: {enum: [2]}}} | {"x":1} | {"y":2}
                    {type: object, additionalProperties: false, properties: {x: {enum: [1]}}} | {"x":1} | {"x":1,"x_undeclared":1}
                    {type: object, additionalProperties: true, properties: {x: {enum: [1]}}} | {"x":1,"x_undeclared":1} | 1
                    {type: object, additionalProperties: {type: integer, maximum: 3}, properties: {x: {enum: [1]}}} | {"x":1,"x_undeclared":1} | {"x":1,"additional":4}
                    {type: object, minProperties: 1, properties: {x: {enum: [1]}, y: {enum: [2]}}} | {"x":1} | {}
                    {type: object, maxProperties: 2, additionalProperties: {type: integer}, properties: {x: {enum: [1]}}} | {"x":1,"x_0":0} | {"x":1,"x_0":0,"x_1":1}
                    {type: object, properties: {x: {type: integer, readOnly: true}, y: {enum: [2]}}} | {"y":2} | {"y":2,"x":1}
                    {type: object, properties: {x: {type: integer, writeOnly: true, maximum: 3}}} | {"x":3} | {"x":4}
                    {allOf: [{type: string, maxLength: 5}, {minLength: 5, example: texts}]} | "texts" | "text"
                    {oneOf: [{type: integer, minimum: 3}, {type: string, maxLength: 2, example: ab}]} | "ab" | []
                    {anyOf: [{type: integer, maximum: 3}, {type: boolean}]}   | true         | -0.5
                    {anyOf: [{type: integer, maximum: 3}, {type: boolean}]}   | 3            | 4
                    {not: {type: string}, example: 1}                         | 1            | "text"
                    """)
    void areMadeForEachKeywordOfAProperty(String schema, String accepted, String refused) {
        SmallDocument document = SmallDocument.ofBody(
                "application/json", "{type: object, required: [p], properties: {p: " + schema + "}}");

        assertThat(document.accepted())
                .extracting(SmallDocument::body)
                .contains("{\"p\":" + accepted + "}")
                .doesNotContain("{\"p\":" + refused + "}");
        assertThat(document.refused())
                .extracting(SmallDocument::body)
                .contains("{\"p\":" + refused + "}")
                .doesNotContain("{\"p\":" + accepted + "}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {const: a}                                         | "a"  | "a_x"
                    {type: [string, 'null'], example: t}               | null | 1
                    {type: integer, exclusiveMinimum: 3}               | 4    | 3
                    {type: integer, exclusiveMaximum: 3}               | 2    | 3
                    """)
    void areMadeForTheKeywordsOfOpenApi31(String schema, String accepted, String refused) {
        SmallDocument document = SmallDocument.ofVersion(
                "3.1.0",
                "/a",
                "post: {requestBody: {content: {application/json: {schema: " + schema
                        + "}}}, responses: {'204': {description: d}}}",
                "");

        assertThat(document.accepted()).extracting(SmallDocument::body).contains(accepted);
        assertThat(document.refused())
                .extracting(SmallDocument::body)
                .contains(refused)
                .doesNotContain(accepted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/vnd.example+json"})
    void areWrittenAsJson(String mediaType) {
        SmallDocument document = SmallDocument.ofBody(mediaType, "{type: integer, minimum: 3}");

        assertThat(document.named("/ minimum: 2"))
                .extracting(SmallDocument::body)
                .isEqualTo("2");
    }

    @Test
    void areWrittenAsFieldsOfAForm() {
        SmallDocument document = SmallDocument.ofBody(
                "application/x-www-form-urlencoded",
                "{type: object, properties: {p: {type: integer, minimum: 3, example: 4}, q: {enum: ['a&b']}}}");

        assertThat(document.accepted()).extracting(SmallDocument::body).contains("p=3&q=a%26b");
        assertThat(document.refused()).extracting(SmallDocument::body).contains("p=2&q=a%26b", "p=4.5&q=a%26b");
    }

    @Test
    void areWrittenIntoTheQuery() {
        SmallDocument document =
                SmallDocument.ofParameter("{name: q, in: query, schema: {type: integer, format: int32}}");

        assertThat(document.accepted())
                .extracting(sent -> sent.request().target())
                .contains("/a?q=2147483647");
        assertThat(document.refused())
                .extracting(sent -> sent.request().target())
                .contains("/a?q=2147483648", "/a?q=-2147483649");
    }

    @Test
    void areWrittenIntoThePath() {
        SmallDocument document = SmallDocument.ofPath(
                "'/a/{q}'",
                "get: {parameters: [{name: q, in: path, required: true, schema: {type: integer, minimum: 3}}],"
                        + " responses: {'204': {description: d}}}");

        assertThat(document.accepted())
                .extracting(sent -> sent.request().target())
                .contains("/a/3");
        assertThat(document.refused())
                .extracting(sent -> sent.request().target())
                .contains("/a/2", "/a/4.5");
    }

    @Test
    void areWrittenIntoAHeader() {
        SmallDocument document = SmallDocument.ofParameter(
                "{name: X-Q, in: header, required: true, schema: {type: string, maxLength: 4}}");

        assertThat(document.accepted())
                .extracting(sent -> SmallDocument.header(sent, "x-q"))
                .contains("text");
        assertThat(document.refused())
                .extracting(sent -> SmallDocument.header(sent, "x-q"))
                .contains("texta");
        assertThat(document.named("header X-Q missing"))
                .returns(Expectation.REFUSED, Case::expectation)
                .returns("(none)", sent -> SmallDocument.header(sent, "X-Q"));
    }

    @Test
    void leaveTheOtherCookiesAlone() {
        SmallDocument document = SmallDocument.ofParameter("{name: p, in: cookie, required: true, schema: {enum: [a]}},"
                + " {name: q, in: cookie, required: true, schema: {enum: [b]}}");

        assertThat(document.cases())
                .extracting(sent -> SmallDocument.header(sent, "Cookie"))
                .contains("q=b", "p=a", "p=a_x; q=b", "p=a; q=b_x");
    }

    @Test
    void giveAPropertyThatMustBeAbsentNoOtherFault() {
        SmallDocument document = SmallDocument.ofBody(
                "application/json", "{type: object, properties: {x: {type: integer, maximum: 3, readOnly: true}}}");

        assertThat(document.cases())
                .extracting(Case::pointer)
                .filteredOn(pointer -> pointer.contains("/properties/x/"))
                .allMatch(pointer -> pointer.endsWith("/readOnly"))
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    style: form, explode: true            | /a?q=a%2Cb&q=c
                    style: form, explode: false           | /a?q=a%2Cb,c
                    style: spaceDelimited, explode: false | /a?q=a%2Cb%20c
                    style: pipeDelimited, explode: false  | /a?q=a%2Cb%7Cc
                    """)
    void keepWhatSeparatesTheElementsOfAList(String style, String target) {
        SmallDocument document = SmallDocument.ofParameter(
                "{name: q, in: query, " + style
                        + ", schema: {type: array, minItems: 2, items: {type: string, enum: ['a,b', c]}}, example: ['a,b', c]}");

        assertThat(document.named("query q present").request().target()).isEqualTo(target);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    style: deepObject             | /a?q%5Bx%5D=1&q%5By%5D=2
                    style: form, explode: true    | /a?x=1&y=2
                    style: form, explode: false   | /a?q=x,1,y,2
                    """)
    void writeObjectsInTheStyleOfTheirParameter(String style, String target) {
        SmallDocument document = SmallDocument.ofParameter("{name: q, in: query, " + style
                + ", schema: {type: object, properties: {x: {enum: [1]}, y: {enum: [2]}}}}");

        assertThat(document.named("query q present").request().target()).isEqualTo(target);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {type: array, items: {type: string}}                            | ['a/b', c] | /a/a%2Fb,c
                    {type: object, properties: {x: {type: integer}}}                | {x: 1}     | /a/x,1
                    """)
    void writeListsAndObjectsIntoThePathWithBareCommas(String schema, String example, String target) {
        SmallDocument document = SmallDocument.ofPath(
                "'/a/{q}'",
                "get: {parameters: [{name: q, in: path, required: true, schema: " + schema + ", example: " + example
                        + "}], responses: {'204': {description: d}}}");

        assertThat(document.named("conforming").request().target()).isEqualTo(target);
    }

    @Test
    void breakAnIntegerWithAFractionThatLiesWithinItsBounds() {
        SmallDocument document =
                SmallDocument.ofParameter("{name: q, in: query, schema: {type: integer, minimum: 1000}}");

        assertThat(document.named("/ type: a fraction").request().target()).isEqualTo("/a?q=1001.5");
    }

    @Test
    void fillAListOfDifferentElementsFromAnEnum() {
        SmallDocument document = SmallDocument.ofBody(
                "application/json", "{type: array, maxItems: 2, uniqueItems: true, items: {enum: [a, b, c]}}");

        assertThat(document.cases()).extracting(SmallDocument::body).contains("[\"a\",\"b\"]", "[\"a\",\"b\",\"c\"]");
    }

    @Test
    void varyWithinTheAlternatives() {
        SmallDocument document = SmallDocument.ofBody(
                "application/json",
                "{type: object, properties: {p: {oneOf: ["
                        + "{type: object, required: [x], additionalProperties: false, properties: {x: {type: integer, minimum: 3}}},"
                        + " {type: string, maxLength: 2}]}}}");

        assertThat(document.cases())
                .extracting(SmallDocument::body)
                .contains("{\"p\":{\"x\":2}}", "{\"p\":{}}", "{\"p\":\"tea\"}");
    }

    @Test
    void leaveAllOutThatNoneOfTheSchemasRequires() {
        SmallDocument document = SmallDocument.ofBody(
                "application/json",
                "{allOf: [{type: object, required: [a], properties: {a: {enum: [1]}}},"
                        + " {type: object, required: [b], properties: {b: {enum: [2]}, c: {enum: [3]}}}]}");

        assertThat(document.accepted()).extracting(SmallDocument::body).contains("{\"a\":1,\"b\":2}");
    }
}
