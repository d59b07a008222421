package org.tokenapi.contract.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tokenapi.contract.TestDocuments;

final class OpenApiDocumentTest {
    private static final String MINIMAL = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\n";

    @Test
    void prefersTheLiteralPath() {
        assertThat(TestDocuments.shop().routes("/v2/orders/latest"))
                .extracting(route -> route.operation().id())
                .containsExactly("latestOrder");
    }

    @Test
    void decodesPathValues() {
        OpenApiDocument document = parse("paths: {'/a/{x}': {get: {responses: {'200': {description: d}}}}}");

        assertThat(document.routes("/a/b%3Ac%2Fd+e").get(0).pathValues()).containsEntry("x", "b:c/d+e");
    }

    @Test
    void routesToBothOfTwoPathsThatDifferInTheNamesOfTheirVariables() {
        String responses = ": {responses: {'200': {description: d}}}";
        OpenApiDocument document = parse("paths: {'/a/{x}': {get" + responses + "}, '/a/{y}': {put" + responses
                + "}, '/{z}/b': {get" + responses + "}}");

        assertThat(document.routes("/a/b"))
                .extracting(route -> route.operation().method() + " " + route.pathValues())
                .containsExactly("GET {x=b}", "PUT {y=b}");
    }

    @Test
    void knowsNoPathOutsideItsServers() {
        assertThat(TestDocuments.shop().routes("/orders")).isEmpty();
    }

    @Test
    void letsAnOperationReplaceAParameterOfItsPath() {
        OpenApiDocument document = parse("""
                paths:
                  /a:
                    parameters: [{name: x, in: query, schema: {type: string}}, {name: y, in: query}]
                    get:
                      parameters: [{name: x, in: query, required: true}]
                      responses: {'200': {description: d}}
                """);

        assertThat(document.operations().get(0).parameters())
                .extracting(Parameter::name, Parameter::required)
                .containsExactly(tuple("x", true), tuple("y", false));
    }

    @Test
    void takesTheExactStatusBeforeItsRangeAndThatBeforeTheDefault() {
        Operation operation = parse("""
                        paths: {/a: {get: {responses: {
                          default: {description: d}, 4XX: {description: r}, '404': {description: e}}}}}
                        """).operations().get(0);

        assertThat(operation.response(404)).map(Response::status).contains("404");
        assertThat(operation.response(410)).map(Response::status).contains("4XX");
        assertThat(operation.response(500)).map(Response::status).contains("default");
    }

    @Test
    void mergesMembersOfYaml() {
        assertThat(parse("x-a: &a {b: 1, c: 2}\nx-d: {<<: *a, c: 3}").at("/x-d"))
                .hasToString("{\"c\":3,\"b\":1}");
    }

    @Test
    void followsYamlAliases() {
        OpenApiDocument document = parse("x-d: &d {'200': {description: d}}\npaths: {/a: {get: {responses: *d}}}");

        assertThat(document.operations().get(0).response(200)).isPresent();
    }

    @Test
    void readsJson() {
        assertThat(OpenApiDocument.parse(
                                "d", "{\"openapi\": \"3.1.0\",\n\t\"paths\": {\"/a\": {\"get\": {\"responses\": {}}}}}")
                        .operations())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    openapi: [                                    | line 1, column 11
                    a: 1\\na: 2                                   | line 2, column 1
                    ''                                            | the document has no content
                    [1]                                           | the document is not an object
                    a: b                                          | "openapi" is missing
                    openapi: 2.0.0                                | OpenAPI 2.0.0 is not supported
                    swagger: "2.0"                                | line 1, column 10 (/swagger): Swagger 2.0 is not read
                    openapi: 3.1                                  | "openapi" must be a string
                    """)
    void explainsWhatCannotBeRead(String text, String reason) {
        assertThatExceptionOfType(UnreadableDocumentException.class)
                .isThrownBy(() -> OpenApiDocument.parse("my.yaml", text.replace("\\n", "\n")))
                .withMessageStartingWith("my.yaml, ")
                .withMessageContaining(reason)
                .withMessageNotContaining("\n");
    }

    @Test
    void refusesCircularAliases() {
        assertThatExceptionOfType(UnreadableDocumentException.class)
                .isThrownBy(() -> parse("a: &a {b: *a}"))
                .withMessageContaining("the aliases of the document are circular");
    }

    @Test
    void readsNumbersAndFlagsOfYaml() {
        OpenApiDocument document = parse("x: [0x1F, 0o17, 1_000, True, 2026-01-31, ~, 1.50, <<, 12345678901234567890]");

        assertThat(document.at("/x"))
                .hasToString("[31,15,\"1_000\",true,\"2026-01-31\",null,1.50,\"<<\",12345678901234567890]");
    }

    @Test
    void leavesReferencesWithinExamplesAlone() {
        OpenApiDocument document = parse("""
                paths:
                  /a:
                    get:
                      responses:
                        '200':
                          description: d
                          content: {application/json: {examples: {e: {value: {$ref: nowhere}}}}}
                """);

        assertThat(document.operations()
                        .get(0)
                        .responses()
                        .get(0)
                        .content()
                        .get(0)
                        .examples()
                        .get(0)
                        .value())
                .hasToString("{\"$ref\":\"nowhere\"}");
    }

    @Test
    void reportsAMissingFile() {
        assertThatExceptionOfType(UnreadableDocumentException.class)
                .isThrownBy(() -> OpenApiDocument.read(Path.of("no-such-file.yaml")))
                .withMessageStartingWith("no-such-file.yaml: the file does not exist");
    }

    private static OpenApiDocument parse(String paths) {
        return OpenApiDocument.parse("my.yaml", MINIMAL + paths);
    }

    @Test
    void readsFromTheClassPath() {
        assertThat(OpenApiDocument.resource("/org/tokenapi/contract/shop.yaml").operations())
                .hasSameSizeAs(TestDocuments.shop().operations());
    }

    @Test
    void reportsAMissingResource() {
        assertThatExceptionOfType(UnreadableDocumentException.class)
                .isThrownBy(() -> OpenApiDocument.resource("/none.yaml"))
                .withMessage("/none.yaml, on the class path: does not exist");
    }
}
