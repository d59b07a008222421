package org.tokenapi.contract.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tokenapi.contract.TestDocuments;
import org.tokenapi.contract.check.Finding.Severity;
import org.tokenapi.contract.spec.OpenApiDocument;

final class ExchangeCheckerTest {
    private final ExchangeChecker checker = new ExchangeChecker(TestDocuments.shop());

    @Test
    void findsNothingInConformingExchanges() {
        assertThat(findings(list())).isEmpty();
        assertThat(findings(place())).isEmpty();
        assertThat(findings(new Message("DELETE", "/v2/orders/7").response(204)))
                .isEmpty();
        assertThat(findings(new Message("GET", "/v2/orders/latest")
                        .response(200)
                        .responseHeader("Content-Type", "application/json")
                        .responseBody("{\"article\": \"a\"}")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    state=open&state=paid                 |
                    state=open,paid                       | SCHEMA /components/schemas/State/enum
                    state=lost                            | SCHEMA /components/schemas/State/enum
                    state=open&state=paid&state=shipped   | SCHEMA /paths/~1orders/get/parameters/0/schema/maxItems
                    ids=1,2,9223372036854775807           |
                    ids=1,9223372036854775808             | SCHEMA /paths/~1orders/get/parameters/1/schema/items/format
                    ids=1,1                               | SCHEMA /paths/~1orders/get/parameters/1/schema/uniqueItems
                    ids=1,x                               | SCHEMA /paths/~1orders/get/parameters/1/schema/items/type
                    ids=1&ids=2                           |
                    open=true                             |
                    open=TRUE                             | SCHEMA /paths/~1orders/get/parameters/2/schema/type
                    open=true&open=false                  | REPEATED_PARAMETER /paths/~1orders/get/parameters/2
                    %6Fpen=tr%75e                         |
                    """)
    void checksQueryParameters(String query, String violation) {
        assertThat(violations(list().target("/v2/orders?" + query))).isEqualTo(lines(violation));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    X-Trace | 0123abcd                              |
                    x-trace | 0123ABCD                              | SCHEMA /paths/~1orders/get/parameters/3/schema/pattern
                    X-Trace |                                       | MISSING_PARAMETER /paths/~1orders/get/parameters/3
                    Cookie  | a=b; theme=dark                       |
                    Cookie  | theme=blue                            | SCHEMA /paths/~1orders/get/parameters/4/schema/enum
                    X-Key   |                                       | MISSING_CREDENTIALS /components/securitySchemes/key
                    Accept  | text/html, application/*;q=0.5        |
                    Accept  | text/html                             | NOT_ACCEPTED /paths/~1orders/get/responses
                    Accept  | application/json;q=0                  | NOT_ACCEPTED /paths/~1orders/get/responses
                    """)
    void checksRequestHeaders(String name, String value, String violation) {
        assertThat(violations(list().header(name, value))).isEqualTo(lines(violation));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Basic dTpw         |
                    basic dTpw         |
                    Basic nothing:else | INVALID_CREDENTIALS /components/securitySchemes/basic
                    Bearer dTpw        | INVALID_CREDENTIALS /components/securitySchemes/basic
                    Basic              | INVALID_CREDENTIALS /components/securitySchemes/basic
                    """)
    void acceptsEitherOfTwoCredentials(String authorization, String violation) {
        assertThat(violations(list().header("X-Key", null).header("Authorization", authorization)))
                .isEqualTo(lines(violation));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"article": "a", "note": null}             |
                    {"article": "a", "price": 0.5}             |
                    {"article": "a", "price": -1}              | SCHEMA /components/schemas/Order/properties/price/minimum
                    {"article": "a", "price": 0}               | SCHEMA /components/schemas/Order/properties/price/exclusiveMinimum
                    {"article": "a", "price": 0.005}           | SCHEMA /components/schemas/Order/properties/price/multipleOf
                    {"article": "a", "placed": "2026-01-31T23:59:59+14:00"} |
                    {"article": "a", "placed": "2026-01-31"}   | SCHEMA /components/schemas/Order/properties/placed/format
                    {"article": "a", "pin": "1234"}            |
                    {"article": "a", "pin": "123"}             | SCHEMA /components/schemas/Order/properties/pin/minLength
                    {"article": "a", "id": 1}                  | SCHEMA /components/schemas/Order/properties/id/readOnly
                    {"article": "a", "gift": true}             |
                    {"article": "a", "gift": {"to": "b"}}      |
                    {"article": "a", "extra": 1}               | SCHEMA /components/schemas/Order/additionalProperties
                    {"article": null}                          | SCHEMA /components/schemas/Order/properties/article/type
                    {}                                         | SCHEMA /components/schemas/Order/required
                    []                                         | SCHEMA /components/schemas/Order/type
                    {"article": "a", "article": "b"}           | MALFORMED_BODY /paths/~1orders/post/requestBody/content/application~1json
                    {"article": "a"} {}                        | MALFORMED_BODY /paths/~1orders/post/requestBody/content/application~1json
                    {"article": "a"                            | MALFORMED_BODY /paths/~1orders/post/requestBody/content/application~1json
                    ``                                         | MISSING_BODY /paths/~1orders/post/requestBody
                    """)
    void checksJsonBodies(String body, String violation) {
        assertThat(violations(place().body(body))).isEqualTo(lines(violation));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    article=a+b&count=2&tags=x&tags=yyy |
                    article=a&count=0                   | SCHEMA /paths/~1orders/post/requestBody/content/application~1x-www-form-urlencoded/schema/properties/count/minimum
                    article=a&count=two                 | SCHEMA /paths/~1orders/post/requestBody/content/application~1x-www-form-urlencoded/schema/properties/count/type
                    article=a&tags=long                 | SCHEMA /paths/~1orders/post/requestBody/content/application~1x-www-form-urlencoded/schema/properties/tags/items/maxLength
                    article=a&more=b                    | SCHEMA /paths/~1orders/post/requestBody/content/application~1x-www-form-urlencoded/schema/additionalProperties
                    count=2                             | SCHEMA /paths/~1orders/post/requestBody/content/application~1x-www-form-urlencoded/schema/required
                    """)
    void checksForms(String body, String violation) {
        Message message = place().header("Content-Type", "application/x-www-form-urlencoded")
                .body(body);

        assertThat(violations(message)).isEqualTo(lines(violation));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    application/json                       |
                    APPLICATION/JSON; Charset="UTF-8"      |
                    application/json; charset=utf-16       | MEDIA_TYPE
                    application/json; v=1                  | MEDIA_TYPE
                    application/vnd.other+json             | MEDIA_TYPE
                    json                                   | MEDIA_TYPE
                    ``                                     | MISSING_CONTENT_TYPE
                    """)
    void checksTheMediaTypeOfARequest(String mediaType, String rule) {
        Message message = place().header("Content-Type", mediaType.isEmpty() ? null : mediaType);

        assertThat(violations(message))
                .isEqualTo(lines(rule == null ? null : rule + " /paths/~1orders/post/requestBody/content"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    application/json;v=2.0;profile=full           |
                    application/json; profile="full"; V="2.0"     |
                    application/json;v=2.0                        | MEDIA_TYPE
                    application/json;v=2.1;profile=full           | MEDIA_TYPE
                    application/json;v=2.0;profile=full;more=1    | MEDIA_TYPE
                    application/json                              | MEDIA_TYPE
                    """)
    void isExactAboutMediaTypeParametersOfAResponse(String mediaType, String rule) {
        assertThat(violations(place().responseHeader("Content-Type", mediaType)))
                .isEqualTo(lines(rule == null ? null : rule + " /paths/~1orders/post/responses/201/content"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "*/*",
                "application/json;v=2.0",
                "application/json;v=2.1;profile=full",
                "text/html"
            })
    void requiresInAcceptTheMediaTypeParametersOfTheDocument(String accept) {
        assertThat(violations(place().header("Accept", accept)))
                .isEqualTo(lines("NOT_ACCEPTED /paths/~1orders/post/responses"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    []                                | 3  |
                    [{"article": "a", "id": 1}]       | 3  |
                    [{"article": "a", "pin": "1234"}] | 3  | SCHEMA /components/schemas/Order/properties/pin/writeOnly
                    [{"article": 1}]                  | 3  | SCHEMA /components/schemas/Order/properties/article/type
                    [{"article": "a", "address": {"pin": "1234"}}] | 3  | LEAKED_SECRET /paths/~1orders/get/responses/200/content/application~1json/schema
                    []                                | -1 | SCHEMA /paths/~1orders/get/responses/200/headers/X-Total/schema/minimum
                    []                                |    | MISSING_HEADER /paths/~1orders/get/responses/200/headers/X-Total
                    ``                                | 3  | MISSING_BODY /paths/~1orders/get/responses/200/content
                    """)
    void checksResponses(String body, String total, String violation) {
        assertThat(violations(list().responseBody(body).responseHeader("X-Total", total)))
                .isEqualTo(lines(violation));
    }

    @Test
    void checksPlainTextByTheRangeOfItsStatus() {
        Message refused = list().response(404).responseHeader("Content-Type", "text/plain;charset=utf-8");

        assertThat(violations(refused.responseBody("No such order."))).isEmpty();
        assertThat(violations(refused.responseBody("There is no such order here.")))
                .isEqualTo(lines("SCHEMA /paths/~1orders/get/responses/4XX/content/text~1plain/schema/maxLength"));
    }

    @Test
    void findsAStatusThatTheDocumentDoesNotHave() {
        assertThat(violations(list().response(500).responseBody("")))
                .isEqualTo(lines("UNDECLARED_STATUS /paths/~1orders/get/responses"));
    }

    @Test
    void letsAServerRefuseAnInvalidRequestWithAStatusOfHttp() {
        Message wrongType = new Message("DELETE", "/v2/orders/x");

        assertThat(responseViolations(wrongType.response(429))).isEmpty();
        assertThat(responseViolations(wrongType.response(500)))
                .isEqualTo(lines("UNDECLARED_STATUS /paths/~1orders~1{id}/delete/responses"));
        assertThat(responseViolations(wrongType.response(204)))
                .isEqualTo(lines("ACCEPTED_INVALID_REQUEST /paths/~1orders~1{id}/delete/responses/204"));
    }

    @Test
    void findsABodyWhereNoneIsDeclared() {
        Message message = new Message("DELETE", "/v2/orders/7")
                .header("Content-Type", "text/plain")
                .body("why")
                .response(204)
                .responseHeader("Content-Type", "text/plain")
                .responseBody("why not");

        assertThat(violations(message))
                .contains("UNDECLARED_BODY /paths/~1orders~1{id}/delete")
                .contains("UNDECLARED_BODY /paths/~1orders~1{id}/delete/responses/204");
    }

    @Test
    void findsUndeclaredPathsAndMethods() {
        assertThat(violations(new Message("GET", "/v2/nowhere").response(404)))
                .isEqualTo(lines("UNDECLARED_PATH /paths"));
        assertThat(violations(new Message("PUT", "/v2/orders").response(405)))
                .isEqualTo(lines("UNDECLARED_METHOD /paths/~1orders"));
        assertThat(responseViolations(new Message("PUT", "/v2/orders").response(200)))
                .isEqualTo(lines("ACCEPTED_INVALID_REQUEST /paths"));
    }

    @Test
    void noticesWhatGoesBeyondAnOpenDocument() {
        Message message = list().target("/v2/orders?page=2")
                .responseBody("[{\"article\": \"a\", \"address\": {\"city\": \"c\", \"zip\": \"z\"}}]");

        assertThat(checker.check(message.exchange()).findings())
                .extracting(Finding::severity, Finding::place)
                .containsExactly(tuple(Severity.NOTICE, "query page"), tuple(Severity.NOTICE, "body /0/address/zip"));
    }

    @Test
    void reportsABodyThatItCannotRead() {
        Message message = place().header("Content-Encoding", "br");

        assertThat(checker.check(message.exchange()).findings())
                .extracting(Finding::severity, Finding::rule)
                .containsExactly(tuple(Severity.GAP, Rule.UNCHECKED));
    }

    @Test
    void reportsThePartsOfADocumentThatItDoesNotCheck() {
        OpenApiDocument document = OpenApiDocument.parse("d", """
                openapi: 3.0.3
                paths:
                  /a/{x}:
                    post:
                      parameters: [{name: x, in: path, required: true, style: label, schema: {type: string}}]
                      requestBody: {content: {application/xml: {schema: {type: object}}}}
                      responses:
                        '200':
                          description: d
                          content:
                            application/json:
                              schema: {type: object, properties: {y: {format: iban}, z: {items: {minimun: 1}}}}
                """);

        assertThat(new ExchangeChecker(document).gaps())
                .extracting(Finding::pointer)
                .containsExactly(
                        "/paths/~1a~1{x}/post/requestBody/content/application~1xml",
                        "/paths/~1a~1{x}/post/responses/200/content/application~1json/schema/properties/y/format",
                        "/paths/~1a~1{x}/post/responses/200/content/application~1json/schema/properties/z/items/minimun");
    }

    @Test
    void checksAllPartsOfTheTestDocuments() {
        assertThat(checker.gaps()).isEmpty();
        assertThat(new ExchangeChecker(TestDocuments.tokenApi()).gaps()).isEmpty();
    }

    @Test
    void namesPointerPlaceExpectedAndActual() {
        Finding finding = checker.check(place().body("{\"article\": \"a\", \"state\": \"lost\"}")
                        .exchange())
                .violations()
                .get(0);

        assertThat(finding.place()).isEqualTo("body /state");
        assertThat(finding.expected()).isEqualTo("enum [\"open\",\"paid\",\"shipped\"]");
        assertThat(finding.actual()).isEqualTo("\"lost\"");
    }

    @Test
    void neverShowsASecret() {
        Message message = place().header("X-Key", null)
                .header("Authorization", "Basic hunter2-hunter2")
                .body("{\"article\": \"a\", \"pin\": 5550123}")
                .responseBody("{\"article\": \"a\", \"pin\": \"hunter2\", \"address\": {\"pin\": \"hunter2\"}}");

        Verdict verdict = checker.check(message.exchange());

        assertThat(verdict.violations()).hasSizeGreaterThanOrEqualTo(4);
        assertThat(verdict.toString()).doesNotContain("hunter2").doesNotContain("5550123");
    }

    private List<Finding> findings(Message message) {
        return checker.check(message.exchange()).findings();
    }

    private List<String> violations(Message message) {
        return checker.check(message.exchange()).violations().stream()
                .filter(finding -> finding.rule() != Rule.ACCEPTED_INVALID_REQUEST || isResponseOnly(message))
                .map(finding -> finding.rule() + " " + finding.pointer())
                .toList();
    }

    private boolean isResponseOnly(Message message) {
        return checker.check(message.exchange())
                .violations(Finding.Side.REQUEST)
                .isEmpty();
    }

    private List<String> responseViolations(Message message) {
        return checker.check(message.exchange()).violations(Finding.Side.RESPONSE).stream()
                .map(finding -> finding.rule() + " " + finding.pointer())
                .toList();
    }

    private static List<String> lines(String line) {
        return line == null ? List.of() : List.of(line);
    }

    private static Message list() {
        return new Message("GET", "/v2/orders")
                .header("X-Key", "k")
                .header("X-Trace", "0123abcd")
                .response(200)
                .responseHeader("Content-Type", "application/json")
                .responseHeader("X-Total", "0")
                .responseBody("[]");
    }

    private static Message place() {
        return new Message("POST", "/v2/orders")
                .header("X-Key", "k")
                .header("Accept", "application/json; v=2.0; profile=full")
                .header("Content-Type", "application/json")
                .body("{\"article\": \"a\"}")
                .response(201)
                .responseHeader("Content-Type", "application/json;v=2.0;profile=full")
                .responseBody("{\"article\": \"a\", \"id\": 1}");
    }

    /** Builds an exchange. */
    private static final class Message {
        private final String method;
        private String target;
        private final Map<String, List<String>> headers = new LinkedHashMap<>();
        private String body = "";
        private int status;
        private final Map<String, List<String>> responseHeaders = new LinkedHashMap<>();
        private String responseBody = "";

        Message(String method, String target) {
            this.method = method;
            this.target = target;
        }

        Message target(String newTarget) {
            target = newTarget;
            return this;
        }

        Message header(String name, String value) {
            return set(headers, name, value);
        }

        Message body(String newBody) {
            body = newBody;
            return this;
        }

        Message response(int newStatus) {
            status = newStatus;
            return this;
        }

        Message responseHeader(String name, String value) {
            return set(responseHeaders, name, value);
        }

        Message responseBody(String newBody) {
            responseBody = newBody;
            return this;
        }

        private Message set(Map<String, List<String>> fields, String name, String value) {
            new ArrayList<>(fields.keySet())
                    .stream().filter(name::equalsIgnoreCase).forEach(fields::remove);
            if (value != null) {
                fields.put(name, List.of(value));
            }
            return this;
        }

        Exchange exchange() {
            return new Exchange(
                    new Exchange.Request(method, target, Headers.of(headers), body.getBytes(StandardCharsets.UTF_8)),
                    new Exchange.Response(
                            status, Headers.of(responseHeaders), responseBody.getBytes(StandardCharsets.UTF_8)));
        }
    }
}
