package org.tokenapi.contract.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is illegal in a document is told with its place, and concerns only the operations that use it. */
final class DefectsTest {
    private static final String GOOD = "  /good: {get: {responses: {'200': {description: d}}}}\n";

    @Test
    void namesLineAndPointerOfAReferenceWithoutATarget() {
        OpenApiDocument document =
                parse("paths:\n  /a:\n    get:\n      responses:\n        '200': {$ref: '#/no/where'}");

        assertThat(document.defects())
                .extracting(Defect::toString)
                .containsExactly(
                        "my.yaml, line 7, column 16 (/paths/~1a/get/responses/200): the reference #/no/where has no target");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    x: {items: {$ref: 'other.yaml'}}  | (/x/items): the reference other.yaml leads to another file
                    x: {items: {$ref: '#/a%'}}        | (/x/items): the reference #/a% is malformed
                    x: {items: {$ref: '#/none'}}      | (/x/items): the reference #/none has no target
                    paths: 1                          | (/paths): expected an object
                    components: {securitySchemes: {s: {type: http}}} | (/components/securitySchemes/s): "scheme" is missing
                    """)
    void namesThePlaceOfWhatNoOperationUses(String text, String reason) {
        assertThat(parse(text).defects())
                .extracting(Defect::toString)
                .singleElement()
                .asString()
                .contains(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /bad: {get: {security: [{no: []}], responses: {}}} | (/paths/~1bad/get/security/0): the security scheme "no" is not declared
                    /bad: {get: {security: 2, responses: {}}}          | (/paths/~1bad/get/security): expected an array
                    /bad: {$ref: '#/paths/~1bad'}                      | the reference #/paths/~1bad is circular
                    /bad: {get: {parameters: [{name: x, in: body}]}}   | (/paths/~1bad/get/parameters/0): "in" must be path
                    /bad: {get: {responses: {ok: {description: d}}}}   | (/paths/~1bad/get/responses/ok): "ok" is not a status
                    /bad: {get: {requestBody: {$ref: '#/none'}}}       | (/paths/~1bad/get/requestBody): the reference #/none has no target
                    /bad: {get: {requestBody: {content: {a/b: {schema: {items: {$ref: '#/none'}}}}}}} | schema/items): the reference #/none has
                    /bad: {get: 5}                                     | (/paths/~1bad/get): expected an object
                    /bad: 5                                            | (/paths/~1bad): expected an object
                    """)
    void readsTheOtherOperations(String path, String reason) {
        OpenApiDocument document = parse("paths:\n" + GOOD + "  " + path);

        assertThat(document.defects())
                .extracting(Defect::toString)
                .singleElement()
                .asString()
                .contains(reason);
        assertThat(document.operations())
                .allMatch(operation ->
                        operation.unread() == operation.path().toString().equals("/bad"));
        assertThat(document.routes("/bad")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/good?beta=true", "/good/{id}?beta={beta}", "/good#part"})
    void readsNoPathThatNoRequestMatches(String path) {
        OpenApiDocument document =
                parse("paths:\n" + GOOD + "  '" + path + "': {get: {operationId: never, responses: {}}}");

        assertThat(document.defects()).singleElement().asString().contains("must not contain a query or a fragment");
        assertThat(document.operations())
                .filteredOn(Operation::unread)
                .extracting(Operation::id)
                .containsExactly("never");
    }

    @Test
    void tellsAllDefectsAtOnce() {
        OpenApiDocument document = parse("""
                paths:
                  /a:
                    get:
                      parameters: [{name: x, in: body}, {in: query}]
                      responses: {ok: {description: d}, '200': {$ref: '#/no'}}
                      security: [{no: []}]
                """);

        assertThat(document.defects()).hasSize(5);
        assertThat(document.operations().get(0).defects()).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    3.1.0 | {exclusiveMinimum: true}           | exclusiveMinimum must be a number in OpenAPI 3.1 and later, not true
                    3.0.3 | {exclusiveMinimum: 1}              | exclusiveMinimum must be true or false in OpenAPI 3.0, not 1
                    3.1.0 | {items: [{type: string}]}          | items must be a schema in OpenAPI 3.1 and later
                    3.0.3 | {type: [string, 'null']}           | type must be the name of a type in OpenAPI 3.0
                    3.1.0 | {properties: {a: {required: true}}} | required must be a list of names
                    """)
    void tellsKeywordsThatTheDialectForbids(String version, String schema, String reason) {
        OpenApiDocument document = OpenApiDocument.parse(
                "my.yaml",
                "openapi: " + version + "\ninfo: {title: T, version: '1'}\npaths:\n" + GOOD
                        + "  /bad: {put: {requestBody: {content: {application/json: {schema: " + schema + "}}}}}\n");

        assertThat(document.defects())
                .extracting(Defect::toString)
                .singleElement()
                .asString()
                .contains(reason, "line 5");
        assertThat(document.operations()).noneMatch(Operation::unread);
        assertThat(document.operations())
                .allMatch(operation -> operation.defects().isEmpty()
                        == operation.path().toString().equals("/good"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    3.1.0 | {exclusiveMinimum: 1, items: true, type: [string, 'null']}
                    3.0.3 | {minimum: 1, exclusiveMinimum: true, additionalProperties: false}
                    3.0.3 | {discriminator: {propertyName: t, mapping: {a: A, b: '#/components/schemas/B', c: c.yaml}}}
                    3.1.0 | {default: {$ref: nowhere}, enum: [{$ref: nowhere}], properties: {required: {type: string}}}
                    3.1.0 | {pattern: '^{.*}$', x-items: 5, unknown: 1}
                    """)
    void findsNothingInLegalSchemas(String version, String schema) {
        OpenApiDocument document = OpenApiDocument.parse(
                "my.yaml",
                "openapi: " + version + "\ninfo: {title: T, version: '1'}\ncomponents: {schemas: {S: " + schema
                        + "}}\n");

        assertThat(document.defects()).isEmpty();
    }

    @Test
    void followsReferencesInDefaultResponses() {
        OpenApiDocument document =
                parse("paths: {/a: {get: {responses: {default: {$ref: '#/components/responses/none'}}}}}");

        assertThat(document.defects()).hasSize(1);
    }

    private static OpenApiDocument parse(String text) {
        return OpenApiDocument.parse("my.yaml", "openapi: 3.0.3\ninfo: {title: T, version: '1'}\n" + text);
    }
}
