package org.tokenapi.contract.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tokenapi.contract.check.Exchange.Request;
import org.tokenapi.contract.check.Exchange.Response;
import org.tokenapi.contract.check.Finding.Severity;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.spec.OpenApiDocument;

/** How values are written in messages, by the letter of OpenAPI 3.0 and 3.1: each form right once and wrong once. */
class WireFormatsTest {
    private static final String SCHEMAS = """
            components:
              schemas:
                Int: {type: integer}
                Pet: {oneOf: [{type: object, required: [bark], properties: {bark: {type: integer}}},
                    {type: object, required: [meow], properties: {meow: {type: boolean}}}]}
            """;

    private static final String PATHS = """
            paths:
              %s:
                get:
                  parameters: [%s]
                  responses: {'204': {description: d}}
            """;

    private static List<Finding> findings(String document, String target, Map<String, String> headers) {
        return findings(document, new Request("GET", target, Headers.of(lists(headers)), new byte[0]));
    }

    private static List<Finding> findings(String document, Request request) {
        Exchange exchange = new Exchange(request, new Response(204, Headers.of(Map.of()), new byte[0]));
        return new ExchangeChecker(OpenApiDocument.parse("a.yaml", document))
                .check(exchange).findings().stream()
                        .filter(finding -> finding.side() == Side.REQUEST)
                        .filter(finding -> finding.severity() != Severity.NOTICE)
                        .toList();
    }

    private static Map<String, List<String>> lists(Map<String, String> headers) {
        Map<String, List<String>> lists = new TreeMap<>();
        headers.forEach((name, value) -> lists.put(name, List.of(value.split("\n"))));
        return lists;
    }

    private static String head(String version) {
        return "openapi: " + version + "\ninfo: {title: t, version: '1'}\n";
    }

    private static void judge(String document, String right, String wrong, Map<String, String> headers) {
        assertThat(findings(document, right, headers)).as(right).isEmpty();
        assertThat(findings(document, wrong, headers))
                .as(wrong)
                .extracting(Finding::severity)
                .contains(Severity.VIOLATION)
                .doesNotContain(Severity.GAP);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', textBlock = """
                    style: label,  schema: {$ref: '#/components/schemas/Int'}                                                      § .5          § 5
                    style: label,  schema: {type: array, items: {type: integer}}                                                   § .1,2        § .1,x
                    style: label,  explode: true, schema: {type: array, items: {type: integer}}                                    § .1.2        § .1.x
                    style: label,  explode: true, schema: {type: object, properties: {n: {type: integer}}}                         § .n=1        § .n=x
                    style: matrix, schema: {$ref: '#/components/schemas/Int'}                                                      § ;p=5        § ;q=5
                    style: matrix, schema: {type: array, items: {type: integer}}                                                   § ;p=1,2      § ;p=1,x
                    style: matrix, explode: true, schema: {type: array, items: {type: integer}}                                    § ;p=1;p=2    § ;p=1;p=x
                    style: matrix, explode: true, schema: {type: object, properties: {n: {type: integer}}}                         § ;n=1        § ;n=x
                    schema: {type: array, maxItems: 2, items: {type: string}}                                                      § a%2Cb,c     § a,b,c
                    schema: {type: object, properties: {n: {type: integer}}}                                                       § n,1         § n,1,m
                    explode: true, schema: {type: object, properties: {n: {type: integer}}}                                        § n=1,m=2     § n=x
                    """)
    void pathParameters(String parameter, String right, String wrong) {
        String document = head("3.0.3")
                + PATHS.formatted("/a/{p}", "{name: p, in: path, required: true, " + parameter + "}")
                + SCHEMAS;

        judge(document, "/a/" + right, "/a/" + wrong, Map.of());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', textBlock = """
                    3.0.3 § required: true, schema: {type: object, additionalProperties: {type: integer}}                       § a=1           § a=x
                    3.0.3 § schema: {type: object, additionalProperties: {type: integer}}                                       § a=1&b=2       § a=1&b=x
                    3.0.3 § style: deepObject, schema: {type: object, additionalProperties: {type: integer}}                    § p[a]=1        § p[a]=x
                    3.0.3 § style: spaceDelimited, explode: false, schema: {type: array, items: {type: integer}}                § p=1%202       § p=1%20x
                    3.0.3 § style: pipeDelimited, explode: false, schema: {type: array, items: {type: integer}}                 § p=1%7C2       § p=1|x
                    3.0.3 § style: pipeDelimited, explode: false, schema: {type: array, items: {type: integer}}                 § p=1|2         § p=1%7Cx
                    3.0.3 § explode: false, schema: {type: object, properties: {r: {type: integer}, g: {type: integer}}}        § p=r,100,g,1   § p=r,100,g
                    3.0.3 § schema: {$ref: '#/components/schemas/Pet'}                                                          § bark=1        § bark=x
                    3.0.3 § schema: {$ref: '#/components/schemas/Pet'}                                                          § meow=true     § meow=1
                    3.1.0 § explode: false, schema: {type: array, prefixItems: [{type: integer}, {type: string}], items: false} § p=1,x         § p=x,x
                    3.1.0 § schema: {type: string, format: date-time}                                                           § p=2026-02-28T23:59:59Z § p=2026-02-30T00:00:00Z
                    3.1.0 § schema: {type: string, format: uuid}                                                                § p=123e4567-e89b-12d3-a456-426614174000 § p=123e4567
                    3.1.0 § schema: {type: string, format: email}                                                               § p=ann@printer.local § p=ann.printer.local
                    3.0.3 § schema: {type: string, format: email}                                                               § p=a@b.test    § p=a@
                    3.1.0 § schema: {type: integer, format: int32}                                                              § p=2147483647  § p=2147483648
                    3.1.0 § schema: {type: integer, format: int64}                                                              § p=9223372036854775807 § p=9223372036854775808
                    3.1.0 § schema: {type: string, format: uri}                                                                 § p=urn:isbn:1  § p=no%20uri
                    3.1.0 § schema: {type: string, format: ipv4}                                                                § p=10.0.0.1    § p=10.0.0.256
                    3.0.3 § schema: {type: string, pattern: '^\\s$'}                                                            § p=%C2%A0      § p=%C2%85
                    3.0.3 § schema: {type: string, pattern: '^\\s$'}                                                            § p=%EF%BB%BF   § p=a
                    3.0.3 § schema: {type: string, pattern: '^.$'}                                                              § p=%C2%85      § p=%E2%80%A8
                    3.0.3 § schema: {type: string, pattern: '^a\\b.$'}                                                          § p=a%C3%BC     § p=au
                    3.0.3 § schema: {type: string, pattern: '^\\d$'}                                                            § p=7           § p=%D9%A7
                    3.0.3 § schema: {type: string, pattern: '^{.*}$'}                                                           § p=%7Bx%7D     § p=x
                    3.0.3 § schema: {type: string, pattern: '^[^]$'}                                                            § p=x           § p=xy
                    3.0.3 § schema: {type: string, pattern: '^\\u{1F600}$'}                                                     § p=%F0%9F%98%80 § p=x
                    """)
    void queryParameters(String version, String parameter, String right, String wrong) {
        String document = head(version)
                + PATHS.formatted("/a", "{name: p, in: query, " + parameter.replace("\\\\", "\\") + "}")
                + SCHEMAS;

        judge(document, "/a?" + right, "/a?" + wrong, Map.of());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', textBlock = """
                    header § X-P    § schema: {type: object, properties: {n: {type: integer}}}     § n, 1       § n, x
                    header § X-P    § schema: {type: array, items: {type: integer}}                § 1,  2      § 1, x
                    header § X-P    § schema: {type: array, maxItems: 2, items: {type: integer}}   § 1\\n2      § 1\\n2, 3
                    cookie § Cookie § schema: {enum: [a b]}                                        § X-P=a%20b  § X-P=a+b
                    cookie § Cookie § schema: {type: integer}                                      § o=1; X-P=1 § o=1; X-P=x
                    """)
    void headersAndCookies(String in, String header, String parameter, String right, String wrong) {
        String document = head("3.0.3") + PATHS.formatted("/a", "{name: X-P, in: " + in + ", " + parameter + "}");

        assertThat(findings(document, "/a", Map.of(header, right.replace("\\n", "\n"))))
                .isEmpty();
        assertThat(findings(document, "/a", Map.of(header, wrong.replace("\\n", "\n"))))
                .extracting(Finding::severity)
                .containsOnly(Severity.VIOLATION);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', textBlock = """
                    url: '{base}/v1', variables: {base: {default: 'https://a.example'}}         § /v1/a         § /v2/a
                    url: 'https://h/{prefix}', variables: {prefix: {default: x/y}}              § /x/y/a        § /a
                    url: 'https://h{base}', variables: {base: {default: /api, enum: [/api, /b]}} § /b/a         § /c/a
                    url: '{s}://{h}:{p}', variables: {s: {default: http, enum: [http]}, h: {default: localhost}, p: {default: '80'}} § /a § /b/a
                    url: 'https://{h}/v1', variables: {h: {default: a.example}}                 § /v1/a         § /x/v1/a
                    url: '{all}', variables: {all: {default: 'https://h/api'}}                  § /api/a        § /api
                    """)
    void serversWithVariables(String server, String right, String wrong) {
        judge(head("3.0.3") + "servers: [{" + server + "}]\n" + PATHS.formatted("/a", ""), right, wrong, Map.of());
    }

    @Test
    void pathsThatDifferInTheSchemasOfTheirVariablesAlone() {
        String document = head("3.0.3") + """
                paths:
                  /f/{id}: {get: {operationId: byId, parameters: [{name: id, in: path, required: true, schema: {type: string, format: uuid}}], responses: {'204': {description: d}}}}
                  /f/{name}: {get: {operationId: byName, parameters: [{name: name, in: path, required: true, schema: {type: string, maxLength: 8}}], responses: {'204': {description: d}}}}
                """;

        judge(document, "/f/a.jpg", "/f/a-long-name.jpg", Map.of());
        judge(document, "/f/123e4567-e89b-12d3-a456-426614174000", "/f/123e4567-e89b", Map.of());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', textBlock = """
                    $ref: '#number'                                                             § 1             § true
                    $ref: 'https://h/deep#/$defs/Text'                                          § "a"           § 1
                    $ref: tree                                                                  § {"data": {"data": {}}} § {"data": 1}
                    $ref: strict-tree                                                           § {"data": {"data": {}}} § {"data": {"daat": 1}}
                    """)
    void referencesOf31(String schema, String right, String wrong) {
        String document = head("3.1.0") + """
                paths:
                  /a:
                    post:
                      requestBody: {required: true, content: {application/json: {schema: {%s}}}}
                      responses: {'204': {description: d}}
                components:
                  schemas:
                    Number: {$anchor: number, type: number}
                    Deep: {$id: 'https://h/deep', $defs: {Text: {type: string}}}
                    Tree: {$id: tree, $dynamicAnchor: node, type: object, properties: {data: {$dynamicRef: '#node'}}}
                    Strict: {$id: strict-tree, $dynamicAnchor: node, $ref: tree, unevaluatedProperties: false}
                """.formatted(schema);

        assertThat(findings(document, json(right))).isEmpty();
        assertThat(findings(document, json(wrong)))
                .extracting(Finding::severity)
                .containsOnly(Severity.VIOLATION);
    }

    private static Request json(String body) {
        return new Request(
                "POST",
                "/a",
                Headers.of(Map.of("Content-Type", List.of("application/json"))),
                body.getBytes(StandardCharsets.UTF_8));
    }
}
