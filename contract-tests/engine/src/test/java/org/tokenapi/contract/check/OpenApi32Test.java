package org.tokenapi.contract.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tokenapi.contract.StrictServer;
import org.tokenapi.contract.cases.Fixtures;
import org.tokenapi.contract.diff.Change;
import org.tokenapi.contract.diff.DocumentDiff;
import org.tokenapi.contract.mock.Mock;
import org.tokenapi.contract.mock.MockResponses;
import org.tokenapi.contract.spec.Defect;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.Operation;
import org.tokenapi.contract.verify.CaseResult;
import org.tokenapi.contract.verify.Report;
import org.tokenapi.contract.verify.Verification;

/** What OpenAPI 3.2 adds. */
final class OpenApi32Test {
    private static final String HEAD =
            "openapi: 3.2.0\n$self: https://a.test/api.yaml\ninfo: {title: T, version: '1'}\n";

    private static final String METHODS = HEAD + """
            paths:
              /a:
                query:
                  requestBody: {content: {application/json: {schema: {type: integer, maximum: 9}}}}
                  responses: {'204': {description: d}}
                additionalOperations:
                  COPY:
                    operationId: copy
                    parameters: [{name: n, in: query, required: true, schema: {type: integer}}]
                    responses: {'204': {description: d}}
            """;

    private static final String QUERY_STRING = HEAD + """
            paths:
              /a:
                get:
                  parameters: [{name: filter, in: querystring, required: true, content: {%s: {schema: {$ref: '#/components/schemas/F'}}}}]
                  responses: {'204': {description: d}}
            components: {schemas: {F: {type: object, required: [n], properties: {n: {type: integer, maximum: 9}}}}}
            """;

    @Test
    void readsQueryAndAdditionalOperations() {
        OpenApiDocument document = OpenApiDocument.parse("my.yaml", METHODS);

        assertThat(document.defects()).isEmpty();
        assertThat(document.operations())
                .extracting(Operation::method, Operation::pointer)
                .containsExactly(
                        tuple("QUERY", "/paths/~1a/query"), tuple("COPY", "/paths/~1a/additionalOperations/COPY"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    QUERY /a     | 9  | ''
                    QUERY /a     | 10 | SCHEMA
                    COPY /a?n=1  | '' | ''
                    COPY /a      | '' | MISSING_PARAMETER
                    COPY /a?n=x  | '' | SCHEMA
                    copy /a?n=1  | '' | UNDECLARED_METHOD
                    GET /a       | '' | UNDECLARED_METHOD
                    """)
    void checksQueryAndAdditionalOperations(String request, String body, String rule) {
        assertThat(ofRequest(METHODS, request, body)).isEqualTo(rule);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    application/json                  | ?%7B%22n%22%3A%209%7D | ''
                    application/json                  | ?%7B%22n%22%3A10%7D   | SCHEMA
                    application/json                  | ?n=9                  | MALFORMED_BODY
                    application/json                  | ''                    | MISSING_PARAMETER
                    application/x-www-form-urlencoded | ?n=9&o=1              | ''
                    application/x-www-form-urlencoded | ?n=10                 | SCHEMA
                    application/x-www-form-urlencoded | ?o=1                  | SCHEMA
                    """)
    void checksTheWholeQuery(String type, String query, String rule) {
        assertThat(ofRequest(QUERY_STRING.formatted(type), "GET /a" + query, ""))
                .isEqualTo(rule);
    }

    @ParameterizedTest
    @CsvSource({"application/json", "application/x-www-form-urlencoded"})
    void derivesCasesForTheWholeQuery(String type) throws Exception {
        Report report = verified(QUERY_STRING.formatted(type));

        assertThat(report.results()).allMatch(CaseResult::holds);
        assertThat(report.results())
                .extracting(result -> result.sent().name())
                .anyMatch(name -> name.contains("querystring filter missing"))
                .anyMatch(name -> name.contains("/n maximum"));
    }

    @Test
    void derivesCasesForEachMethod() throws Exception {
        assertThat(verified(METHODS).results())
                .allMatch(CaseResult::holds)
                .extracting(result -> result.sent().request().method())
                .contains("QUERY", "COPY");
    }

    @Test
    void reportsQueriesThatCannotBeReadAndParametersWithoutContent() {
        assertThat(new ExchangeChecker(OpenApiDocument.parse("my.yaml", QUERY_STRING.formatted("application/xml")))
                        .gaps())
                .extracting(Finding::pointer)
                .contains("/paths/~1a/get/parameters/0/content/application~1xml");
        assertThat(OpenApiDocument.parse("my.yaml", QUERY_STRING.replace("content: {%s: {", "x: {y: {"))
                        .defects())
                .extracting(Defect::reason)
                .containsExactly("a parameter in querystring must have \"content\"");
        assertThat(OpenApiDocument.parse(
                                "my.yaml", QUERY_STRING.formatted("a/b").replace("3.2.0", "3.1.0"))
                        .defects())
                .extracting(Defect::reason)
                .containsExactly("\"in\" must be path, query, header or cookie; querystring is of OpenAPI 3.2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    application/jsonl    | {"n":1}~{"n":9}~                      | ''
                    application/x-ndjson | {"n":1}                               | ''
                    application/jsonl    | ''                                    | ''
                    application/jsonl    | {"n":1}~{"n":10}~                     | SCHEMA body item 2 /n
                    application/x-ndjson | {"n":1}~{"n"~{}                       | MALFORMED_BODY body item 2, SCHEMA body item 3
                    application/jsonl    | {"n":1} {"n":2}                       | MALFORMED_BODY body item 1
                    application/json-seq | ^{"n":1}~^{"n":2}~                    | ''
                    application/json-seq | ^{"n":1}~^{"n":10}~                   | SCHEMA body item 2 /n
                    application/json-seq | {"n":1}~                              | MALFORMED_BODY body item 1
                    application/geo+json-seq | ^{}~                              | SCHEMA body item 1
                    """)
    void checksSequencesItemByItem(String type, String body, String rules) {
        String item = "{type: object, required: [n], properties: {n: {type: integer, maximum: 9}}}";

        assertThat(ofResponse(type, item, body)).isEqualTo(rules);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    : hello~event: add~data: 1~data: 2~id: 7~retry: 5~x: y~~ | ''
                    retry: 5~~data: 12~~data: unfinished                     | ''
                    event: drop~data: 123~~                                  | SCHEMA body item 1 /event
                    data: 1~~data: 12345~~                                   | SCHEMA body item 2 /data
                    data~~                                                   | ''
                    """)
    void checksServerSentEvents(String body, String rules) {
        String item = "{type: object, required: [data], additionalProperties: false, properties: {"
                + "data: {type: string, maxLength: 4}, event: {enum: [add]}, id: {type: string}, retry: {type: integer}}}";

        assertThat(ofResponse("text/event-stream", item, body)).isEqualTo(rules);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    data: {"n": 1}~~   | ''
                    data: {"n": "x"}~~ | SCHEMA body item 1 /data/n
                    data: [DONE]~~     | SCHEMA body item 1 /data
                    """)
    void readsDataAsJsonIfTheSchemaAllowsNoText(String body, String rules) {
        String item = "{properties: {data: {type: object, properties: {n: {type: integer}}}}}";

        assertThat(ofResponse("text/event-stream", item, body)).isEqualTo(rules);
    }

    @Test
    void checksTheSchemaOfAllItems() {
        String document = stream("application/jsonl", "true").replace("itemSchema: true", "schema: {maxItems: 1}");

        assertThat(checked(document, "application/jsonl", "1\n").violations()).isEmpty();
        assertThat(checked(document, "application/jsonl", "1\n2\n").violations())
                .hasSize(1);
    }

    @Test
    void reportsItemsOfOtherTypesAndEncodingsAsGaps() {
        assertThat(new ExchangeChecker(OpenApiDocument.parse("my.yaml", stream("multipart/mixed", "true"))).gaps())
                .extracting(Finding::pointer)
                .containsExactly("/paths/~1a/get/responses/200/content/multipart~1mixed");
        assertThat(checked(stream("multipart/mixed", "{type: integer}"), "multipart/mixed", "x")
                        .findings())
                .extracting(Finding::severity)
                .containsExactly(Finding.Severity.GAP);
    }

    @ParameterizedTest
    @CsvSource({"application/jsonl", "application/json-seq", "text/event-stream"})
    void mocksSequences(String type) {
        OpenApiDocument document = OpenApiDocument.parse(
                "my.yaml", stream(type, "{type: object, required: [data], properties: {data: {type: string}}}"));
        ExchangeChecker checker = new ExchangeChecker(document);
        Exchange.Request request = new Exchange.Request("GET", "/a", Headers.of(Map.of()), new byte[0]);

        Mock.Chosen response = new Mock(new MockResponses(document, checker)).respond(request);

        assertThat(new String(response.body(), StandardCharsets.UTF_8)).contains("data");
        assertThat(checked(
                                stream(type, "{required: [data]}"),
                                type,
                                new String(response.body(), StandardCharsets.UTF_8))
                        .violations())
                .isEmpty();
    }

    @Test
    void comparesTheSchemasOfItems() {
        List<Change> changes = DocumentDiff.of(
                OpenApiDocument.parse("old", stream("application/jsonl", "{maxLength: 5}")),
                OpenApiDocument.parse("new", stream("application/jsonl", "{maxLength: 6}")),
                notice -> {});

        assertThat(changes)
                .extracting(Change::breaking, Change::what)
                .containsExactly(tuple(true, "maxLength 6, was 5"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    https://json-schema.org/draft/2020-12/schema          | true
                    https://spec.openapis.org/oas/3.2/dialect/2025-09-17  | true
                    https://json-schema.org/draft-07/schema               | false
                    """)
    void reportsUnknownDialectsAsGaps(String uri, boolean known) {
        String document = "openapi: 3.1.0\njsonSchemaDialect: " + uri + "\ninfo: {title: T, version: '1'}\n"
                + "paths: {/a: {get: {responses: {'200': {description: d, content: {application/json: {schema: {$schema: '"
                + uri + "'}}}}}}}}\n";

        assertThat(new ExchangeChecker(OpenApiDocument.parse("my.yaml", document)).gaps())
                .hasSize(known ? 0 : 2);
    }

    @Test
    void findsSchemasBySelfAndSchemesByReference() {
        OpenApiDocument document = OpenApiDocument.parse("my.yaml", HEAD + """
                paths:
                  /a:
                    get:
                      security: [{'#/components/securitySchemes/key': []}]
                      responses: {'200': {$ref: 'https://a.test/api.yaml#/components/responses/R'}}
                components:
                  mediaTypes: {M: {schema: {type: integer}}}
                  responses: {R: {description: d, content: {application/json: {$ref: '#/components/mediaTypes/M'}}}}
                  securitySchemes: {key: {type: apiKey, in: header, name: Key}}
                """);

        assertThat(document.defects()).isEmpty();
        assertThat(document.operations().get(0).security().get(0).get(0).parameterName())
                .isEqualTo("Key");
        assertThat(document.operations()
                        .get(0)
                        .responses()
                        .get(0)
                        .content()
                        .get(0)
                        .pointer())
                .isEqualTo("/components/mediaTypes/M");
    }

    private static String ofRequest(String document, String request, String body) {
        String[] line = request.split(" ");
        Headers headers = Headers.of(body.isEmpty() ? Map.of() : Map.of("Content-Type", List.of("application/json")));
        return rules(
                        new ExchangeChecker(OpenApiDocument.parse("my.yaml", document))
                                .check(new Exchange(
                                        new Exchange.Request(
                                                line[0], line[1], headers, body.getBytes(StandardCharsets.UTF_8)),
                                        new Exchange.Response(400, Headers.of(Map.of()), new byte[0]))),
                        Finding.Side.REQUEST)
                .replaceAll(" .*", "");
    }

    private static String stream(String type, String itemSchema) {
        return HEAD + "paths: {/a: {get: {responses: {'200': {description: d, content: {" + type + ": {itemSchema: "
                + itemSchema + "}}}}}}}\n";
    }

    private static String ofResponse(String type, String itemSchema, String body) {
        return rules(
                checked(stream(type, itemSchema), type, body.replace('~', '\n').replace('^', '\u001e')),
                Finding.Side.RESPONSE);
    }

    private static Verdict checked(String document, String type, String body) {
        return new ExchangeChecker(OpenApiDocument.parse("my.yaml", document))
                .check(new Exchange(
                        new Exchange.Request("GET", "/a", Headers.of(Map.of()), new byte[0]),
                        new Exchange.Response(
                                200,
                                Headers.of(Map.of("Content-Type", List.of(type))),
                                body.getBytes(StandardCharsets.UTF_8))));
    }

    private static String rules(Verdict verdict, Finding.Side side) {
        return String.join(
                ", ",
                verdict.violations(side).stream()
                        .map(finding -> finding.rule() + " " + finding.place())
                        .toList());
    }

    private static Report verified(String text) throws Exception {
        OpenApiDocument document = OpenApiDocument.parse("my.yaml", text);
        try (StrictServer server = StrictServer.of(document)) {
            return new Verification(document, Fixtures.none(), Map.of()).run(server.baseUri());
        }
    }
}
