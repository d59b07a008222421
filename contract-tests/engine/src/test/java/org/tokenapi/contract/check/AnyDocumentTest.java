package org.tokenapi.contract.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tokenapi.contract.check.Exchange.Request;
import org.tokenapi.contract.check.Exchange.Response;
import org.tokenapi.contract.spec.OpenApiDocument;

/** Unusual documents, with exchanges that conform to them and exchanges that violate them. */
final class AnyDocumentTest {

    static Stream<Arguments> conforming() {
        return Stream.of(
                arguments(
                        get("content: {'*/*': {schema: {type: object}}}"),
                        "GET /a",
                        "Accept: application/json",
                        "application/json",
                        "{}"),
                arguments(get("content: {'*/*': {}}"), "GET /a", "", "text/csv; header=present", "a,b"),
                arguments(get("content: {'image/*': {}}"), "GET /a", "Accept: image/png", "image/png", "x"),
                arguments(
                        get("content: {application/json; charset=utf-8: {}}"),
                        "GET /a",
                        "Accept: */*",
                        "application/json",
                        "{}"),
                arguments(
                        get("content: {application/json: {}}"),
                        "GET /a",
                        "Accept: text/html, application/json;q=0.1",
                        "application/json",
                        "1"),
                arguments(get("content: {text/plain: {schema: {type: string}}}"), "GET /a", "", "text/plain", ""),
                arguments(get("content: {text/plain: {schema: {type: integer}}}"), "GET /a", "", "text/plain", "42"),
                arguments(
                        get("headers: {x-total: {required: true, schema: {type: integer}}}"),
                        "GET /a",
                        "",
                        "X-Total: 3",
                        ""),
                arguments(
                        get("headers: {Link: {schema: {type: string}}}"),
                        "GET /a",
                        "",
                        "Link: </a>; rel=next\nLink: </b>; rel=prev",
                        ""),
                arguments(query("{name: q, in: query, schema: {enum: [1, 2]}}"), "GET /a?q=1", "", "", ""),
                arguments(
                        query("{name: q, in: query, schema: {oneOf: [{type: integer, maximum: 10}, {type: string}]}}"),
                        "GET /a?q=99",
                        "",
                        "",
                        ""),
                arguments(
                        query(
                                "{name: q, in: query, schema: {oneOf: [{type: integer}, {type: array, items: {type: integer}}]}}"),
                        "GET /a?q=1&q=2",
                        "",
                        "",
                        ""),
                arguments(
                        query("{name: q, in: query, schema: {allOf: [{type: array, items: {type: integer}}]}}"),
                        "GET /a?q=1&q=2",
                        "",
                        "",
                        ""),
                arguments(
                        query(
                                "{name: q, in: query, explode: false, schema: {type: array, items: {type: string}, maxItems: 2}}"),
                        "GET /a?q=a%2Cb,c",
                        "",
                        "",
                        ""),
                arguments(
                        query(
                                "{name: q, in: query, required: true, schema: {type: object, properties: {x: {type: integer}}}}"),
                        "GET /a?x=1",
                        "",
                        "",
                        ""),
                arguments(
                        query(
                                "{name: q, in: query, style: deepObject, explode: true, schema: {type: object, properties: {x: {type: integer}}}}"),
                        "GET /a?q[x]=1",
                        "",
                        "",
                        ""),
                arguments(
                        query("{name: q, in: query, allowEmptyValue: true, schema: {type: integer}}"),
                        "GET /a?q",
                        "",
                        "",
                        ""),
                arguments(
                        query("{name: q, in: query, content: {application/json: {schema: {type: object}}}}"),
                        "GET /a?q=%7B%7D",
                        "",
                        "",
                        ""),
                arguments(
                        query("{name: q, in: header, schema: {type: object, properties: {x: {type: integer}}}}"),
                        "GET /a",
                        "q: x,1",
                        "",
                        ""),
                arguments(
                        v31(get("content: {application/json: {schema: {type: [string, 'null'], const: null}}}")),
                        "GET /a",
                        "",
                        "application/json",
                        "null"),
                arguments(
                        v31(query("{name: q, in: query, schema: {type: [integer, 'null'], exclusiveMinimum: 3}}")),
                        "GET /a?q=4",
                        "",
                        "",
                        ""),
                arguments(
                        "servers: [{url: '/{v}', variables: {v: {default: v1, enum: [v1, v2]}}}]\n" + get(""),
                        "GET /v2/a",
                        "",
                        "",
                        ""),
                arguments(
                        "servers: [{url: 'https://h/{tenant}', variables: {tenant: {default: t}}}]\n" + get(""),
                        "GET /any/a",
                        "",
                        "",
                        ""),
                arguments("servers: [{url: ./v1}]\n" + get(""), "GET /v1/a", "", "", ""),
                arguments(
                        "paths: {/a: {get: {servers: [{url: /own}], responses: {'200': {description: d}}}}}",
                        "GET /own/a",
                        "",
                        "",
                        ""),
                arguments(
                        "paths: {'/v/{id}': {get: {responses: {}}}, '/v/{id}:cancel': {get: {responses: {'200': {description: d}}}}}",
                        "GET /v/1:cancel",
                        "",
                        "",
                        ""),
                arguments(
                        "paths: {/café/~me: {get: {responses: {'200': {description: d}}}}}",
                        "GET /caf%c3%a9/%7Eme",
                        "",
                        "",
                        ""),
                arguments(
                        "paths: {'/a%20b': {get: {responses: {'200': {description: d, content: {application/json: {schema: {type: integer}}}}}}}}",
                        "GET /a%20b", "", "application/json", "1"));
    }

    @ParameterizedTest
    @MethodSource("conforming")
    void holds(String document, String request, String headers, String responseHeaders, String body) {
        assertThat(check(document, request, headers, "", responseHeaders, body).violations())
                .isEmpty();
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                arguments(
                        "MALFORMED_BODY",
                        get("content: {application/json: {}}"),
                        "GET /a",
                        "",
                        "application/json",
                        "<html>"),
                arguments(
                        "NOT_ACCEPTED",
                        get("content: {application/json: {}}"),
                        "GET /a",
                        "Accept: application/json;q=0, */*",
                        "application/json",
                        "1"),
                arguments(
                        "MISSING_HEADER",
                        get("headers: {x-total: {required: true, schema: {type: integer}}}"),
                        "GET /a",
                        "",
                        "",
                        ""),
                arguments(
                        "SCHEMA",
                        get("headers: {x-total: {schema: {type: integer}}}"),
                        "GET /a",
                        "",
                        "X-Total: many",
                        ""),
                arguments(
                        "MISSING_PARAMETER",
                        query(
                                "{name: q, in: query, required: true, schema: {type: object, properties: {x: {type: integer}}}}"),
                        "GET /a?y=1",
                        "",
                        "",
                        ""),
                arguments(
                        "SCHEMA",
                        query("{name: q, in: query, schema: {type: object, properties: {x: {type: integer}}}}"),
                        "GET /a?x=one",
                        "",
                        "",
                        ""),
                arguments(
                        "SCHEMA",
                        query("{name: q, in: query, schema: {$ref: '#/components/schemas/My%20Id'}}")
                                + "\ncomponents: {schemas: {My Id: {$ref: '#/components/schemas/N'}, N: {type: integer}}}",
                        "GET /a?q=one",
                        "",
                        "",
                        ""),
                arguments(
                        "SCHEMA",
                        v31(
                                        get(
                                                "content: {application/json: {schema: {$ref: '#/components/schemas/A', required: [x]}}}"))
                                + "\ncomponents: {schemas: {A: {type: object}}}",
                        "GET /a",
                        "",
                        "application/json",
                        "{}"),
                arguments(
                        "LEAKED_SECRET",
                        secret("{type: object, properties: {b: {type: string}}}"),
                        "GET /a",
                        "",
                        "application/json",
                        "{\"b\": \"b\", \"more\": {\"token\": \"hunter2\"}}"),
                arguments(
                        "LEAKED_SECRET",
                        secret("{type: object, additionalProperties: {type: object, properties: {b: {type: string}}}}"),
                        "GET /a",
                        "",
                        "application/json",
                        "{\"self\": {\"token\": \"hunter2\"}}"),
                arguments(
                        "SCHEMA",
                        secret(
                                "{type: object, properties: {token: {allOf: [{type: string, format: password}, {minLength: 50}]}}}"),
                        "GET /a",
                        "",
                        "application/json",
                        "{\"token\": \"hunter2\"}"),
                arguments(
                        "SCHEMA",
                        secret(
                                "{type: object, properties: {pin: {oneOf: [{type: string, format: password, minLength: 50}, {type: integer}]}}}"),
                        "GET /a",
                        "",
                        "application/json",
                        "{\"pin\": \"hunter2\"}"),
                arguments(
                        "SCHEMA",
                        query(
                                "{name: q, in: query, schema: {allOf: [{type: string, format: password}, {minLength: 50}]}}"),
                        "GET /a?q=hunter2",
                        "",
                        "",
                        ""),
                arguments(
                        "SCHEMA",
                        query("{name: q, in: query, schema: {type: integer}}"),
                        "GET /a?q=" + "9".repeat(2000) + "x",
                        "",
                        "",
                        ""),
                arguments(
                        "SCHEMA",
                        query("{name: q, in: query, schema: {type: integer, format: int32}}"),
                        "GET /a?q=1e99999999999",
                        "",
                        "",
                        ""),
                arguments(
                        "MEDIA_TYPE",
                        get("content: {application/json: {}}"),
                        "GET /a",
                        "",
                        "application/json; a=\"" + "b".repeat(7000) + "\"",
                        "1"),
                arguments(
                        "SCHEMA",
                        get("content: {application/json: {schema: {type: string, pattern: '^[^]$'}}}"),
                        "GET /a",
                        "",
                        "application/json",
                        "\"ab\""));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void goesRed(String rule, String document, String request, String headers, String responseHeaders, String body) {
        Verdict verdict = check(document, request, headers, "", responseHeaders, body);

        assertThat(verdict.violations())
                .extracting(finding -> finding.rule().name())
                .contains(rule);
        assertThat(verdict.toString()).doesNotContain("hunter2");
    }

    @Test
    void holdsAnEmptyTextAgainstItsSchema() {
        String document = get("content: {text/plain: {schema: {type: string, minLength: 1}}}");

        assertThat(check(document, "GET /a", "", "", "text/plain", "").violations())
                .extracting(Finding::rule)
                .containsExactly(Rule.SCHEMA);
    }

    @Test
    void checksUtf8OnlyInATextThatDeclaresIt() {
        ExchangeChecker checker = new ExchangeChecker(parse(get("content: {text/plain: {schema: {type: string}}}")));
        Request request = new Request("GET", "/a", headers(""), new byte[0]);
        byte[] latin = "\u00e9".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(checker.check(new Exchange(
                                request, new Response(200, headers("Content-Type: text/plain; charset=UTF-8"), latin)))
                        .violations())
                .extracting(Finding::rule)
                .containsExactly(Rule.MALFORMED_BODY);
        assertThat(checker.check(new Exchange(request, new Response(200, headers("Content-Type: text/plain"), latin)))
                        .violations())
                .isEmpty();
    }

    @Test
    void findsWhatIsRequiredInAnEmptyForm() {
        String document =
                "paths: {/a: {post: {requestBody: {required: true, content: {application/x-www-form-urlencoded:"
                        + " {schema: {type: object, required: [x], properties: {x: {type: string}}}}}},"
                        + " responses: {'200': {description: d}}}}}";

        assertThat(check(document, "POST /a", "Content-Type: application/x-www-form-urlencoded", "", "", "")
                        .violations(Finding.Side.REQUEST))
                .extracting(Finding::rule)
                .containsExactly(Rule.SCHEMA);
    }

    @Test
    void collectsEvidenceOfAnAbsentWriteOnlyPropertyAndOfNull() {
        OpenApiDocument document = parse(get("content: {application/json: {schema: {type: array, items: {type: object,"
                + " properties: {pin: {type: string, writeOnly: true}, note: {type: string, nullable: true}}}}}}"));
        Exchange exchange = new Exchange(
                new Request("GET", "/a", headers(""), new byte[0]),
                new Response(
                        200,
                        headers("Content-Type: application/json"),
                        "[{\"note\": null}, {\"note\": \"n\"}]".getBytes(StandardCharsets.UTF_8)));

        String items = "/paths/~1a/get/responses/200/content/application~1json/schema/items/properties";
        assertThat(new ExchangeChecker(document)
                        .checkWithEvidence(exchange)
                        .evidence()
                        .get(Finding.Side.RESPONSE))
                .contains(items + "/pin/writeOnly", items + "/note/nullable");
    }

    @Test
    void letsAReadOnlyPropertyBeAbsentFromARequestWhereverItIsDeclared() {
        String document = """
                paths:
                  /a:
                    post:
                      requestBody:
                        content:
                          application/json:
                            schema:
                              allOf:
                                - {type: object, required: [id]}
                                - {properties: {id: {$ref: '#/components/schemas/Id'}}}
                      responses: {'200': {description: d}}
                components: {schemas: {Id: {type: string, readOnly: true}}}
                """;

        assertThat(check(document, "POST /a", "Content-Type: application/json", "{}", "", "")
                        .violations())
                .isEmpty();
    }

    @Test
    void readsZippedResponses() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
            zip.write("{\"a\": 1}".getBytes(StandardCharsets.UTF_8));
        }
        OpenApiDocument document =
                parse(get("content: {application/json: {schema: {properties: {a: {type: string}}}}}"));
        Response response = new Response(
                200, headers("Content-Type: application/json\nContent-Encoding: gzip"), zipped.toByteArray());

        assertThat(new ExchangeChecker(document)
                        .check(new Exchange(new Request("GET", "/a", headers(""), new byte[0]), response))
                        .violations())
                .extracting(Finding::place)
                .containsExactly("body /a");
    }

    @Test
    void doesNotBlameAServerForIgnoringAccept() {
        Verdict verdict = check(
                get("content: {application/json: {}}"), "GET /a", "Accept: text/html", "", "application/json", "1");

        assertThat(verdict.violations(Finding.Side.RESPONSE)).isEmpty();
        assertThat(verdict.violations(Finding.Side.REQUEST)).hasSize(1);
    }

    @Test
    void doesNotBlameAServerForStatusesThatEveryServerMaySend() {
        assertThat(check(get(""), "OPTIONS /a", "", "", "", "").violations(Finding.Side.RESPONSE))
                .isEmpty();
        assertThat(check(get(""), "HEAD /a", "", "", "", "").violations(Finding.Side.RESPONSE))
                .isEmpty();
        assertThat(check(get(""), "PURGE /a", "", "", "", "").violations(Finding.Side.RESPONSE))
                .hasSize(1);
    }

    @Test
    void reportsKeywordsThatTheOpenApiVersionDoesNotDefine() {
        String schema =
                "content: {application/json: {schema: {const: 1, nullable: true, minLength: '1', exclusiveMinimum: 1}}}";

        assertThat(gaps(get(schema))).containsExactly("const", "minLength", "exclusiveMinimum");
        assertThat(gaps(v31(get(schema)))).containsExactly("nullable", "minLength");
    }

    @Test
    void reportsASchemaThatAppliesItselfToTheSameValue() {
        String document = get("content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}")
                + "\ncomponents: {schemas: {Pet: {oneOf: [{$ref: '#/components/schemas/Cat'}]},"
                + " Cat: {allOf: [{$ref: '#/components/schemas/Pet'}]}}}";

        assertThat(gaps(document)).containsExactly("Pet", "Cat");
        assertThat(check(document, "GET /a", "", "", "application/json", "{}").findings())
                .singleElement()
                .extracting(Finding::severity, Finding::rule, Finding::pointer)
                .containsExactly(Finding.Severity.GAP, Rule.UNCHECKED, "/components/schemas/Pet");
    }

    @Test
    void doesNotReportARecursiveSchema() {
        assertThat(gaps(get("content: {application/json: {schema: {$ref: '#/components/schemas/Tree'}}}")
                        + "\ncomponents: {schemas: {Tree: {properties: {left: {$ref: '#/components/schemas/Tree'}}}}}"))
                .isEmpty();
    }

    private static List<String> gaps(String document) {
        return new ExchangeChecker(parse(document))
                .gaps().stream()
                        .map(gap -> gap.pointer().replaceFirst(".*/", ""))
                        .toList();
    }

    private static Verdict check(
            String document, String request, String headers, String body, String responseHeaders, String responseBody) {
        String[] line = request.split(" ");
        String fields = responseHeaders.isEmpty() || responseHeaders.contains(": ")
                ? responseHeaders
                : "Content-Type: " + responseHeaders;
        return new ExchangeChecker(parse(document))
                .check(new Exchange(
                        new Request(line[0], line[1], headers(headers), body.getBytes(StandardCharsets.UTF_8)),
                        new Response(200, headers(fields), responseBody.getBytes(StandardCharsets.UTF_8))));
    }

    private static OpenApiDocument parse(String document) {
        String version = document.startsWith("openapi") ? "" : "openapi: 3.0.3\n";
        return OpenApiDocument.parse("document", version + document);
    }

    private static Headers headers(String lines) {
        return Headers.of(Arrays.stream(lines.split("\n"))
                .filter(line -> !line.isEmpty())
                .map(line -> line.split(": ", 2))
                .collect(Collectors.groupingBy(
                        field -> field[0], Collectors.mapping(field -> field[1], Collectors.toList()))));
    }

    private static String get(String response) {
        return "paths: {/a: {get: {responses: {'200': {description: d" + (response.isEmpty() ? "" : ", " + response)
                + "}}}}}";
    }

    private static String query(String parameter) {
        return "paths: {/a: {get: {parameters: [" + parameter + "], responses: {'200': {description: d}}}}}";
    }

    private static String secret(String schema) {
        return get("content: {application/json: {schema: " + schema + "}}")
                + "\ncomponents: {schemas: {S: {type: object, properties: {token: {type: string, format: password}}}}}";
    }

    private static String v31(String document) {
        return "openapi: 3.1.0\n" + document;
    }
}
