package org.tokenapi.contract.mock;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tokenapi.contract.check.Exchange;
import org.tokenapi.contract.check.ExchangeChecker;
import org.tokenapi.contract.check.Headers;
import org.tokenapi.contract.check.Verdict;
import org.tokenapi.contract.spec.OpenApiDocument;

/** Which response a request gets, and that it conforms. */
final class MockTest {
    private static final String REPORTS = """
            '200':
              description: d
              content:
                application/json: {examples: {one: {value: {n: 1}}, two: {value: {n: 2}}}}
                text/csv: {schema: {type: string}, examples: {one: {value: 'n;1'}}}
            '404': {description: d, content: {application/problem+json: {examples: {gone: {value: {}}, "a, b": {value: {}}}}}}
            '4XX': {description: d}
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", quoteCharacter = '`', textBlock = """
            -                                      | application/json
            */*                                    | application/json
            text/*                                 | text/csv
            text/csv                               | text/csv
            application/json;q=0.2, text/csv;q=0.3 | text/csv
            text/csv;q=0.2, */*                    | application/json
            text/csv, application/json             | application/json
            application/json;q=0, */*              | text/csv
            text/html                              | application/json
            """)
    void sendsTheRepresentationThatIsLikedBest(String accept, String mediaType) {
        assertThat(respond(REPORTS, "Accept", accept).headers()).containsEntry("Content-Type", mediaType);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", quoteCharacter = '`', textBlock = """
            code=404                       | 404 | code=404                | -
            code="404"                     | 404 | code=404                | -
            CODE=404                       | 404 | code=404                | -
            example=gone, code=404         | 404 | code=404, example=gone  | -
            example=gone                   | 404 | example=gone            | -
            wait=10, code=404; a="b,c"     | 404 | code=404                | -
            respond-async , code = 404     | 404 | code=404                | -
            code=404, example="a, b"       | 404 | code=404, example=a, b  | -
            code=410                       | 410 | code=410                | -
            code=500                       | 200 | -                       | code=500
            code=abc                       | 200 | -                       | code=abc
            code=404, example=one          | 404 | code=404                | example=one
            example=three                  | 200 | -                       | example=three
            code=404, code=410             | 404 | code=404                | -
            wait=10                        | 200 | -                       | -
            """)
    void followsPreferences(String prefer, int status, String applied, String unmet) {
        Mock.Chosen chosen = respond(REPORTS, "Prefer", prefer);

        assertThat(chosen.status()).isEqualTo(status);
        assertThat(chosen.headers().get("Preference-Applied")).isEqualTo(applied);
        assertThat(chosen.headers().get("X-Contract-Preference-Unmet")).isEqualTo(unmet);
    }

    @Test
    void followsPreferencesInSeveralHeaders() {
        Exchange.Request request = new Exchange.Request(
                "GET", "/a", Headers.of(Map.of("Prefer", List.of("example=two", "code=200"))), new byte[0]);

        assertThat(text(mock(document(REPORTS)).respond(request))).isEqualTo("{\"n\":2}");
    }

    @Test
    void combinesAPreferredExampleWithAnAcceptedMediaType() {
        assertThat(text(respond(REPORTS, "Prefer", "example=one", "Accept", "text/csv")))
                .isEqualTo("n;1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            default: {description: d}                                                        | 200
            default: {description: d, content: {application/json: {schema: {type: integer}}}} | 200
            '302': {description: d, headers: {Location: {schema: {type: string}}}}           | 302
            3XX: {description: d}                                                            | 302
            2XX: {description: d}                                                            | 200
            '404': {description: d}                                                          | 404
            5XX: {description: d}                                                            | 500
            """)
    void sendsTheOnlyResponseThatIsDeclared(String responses, int status) {
        assertThat(respond(responses).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            '*/*': {schema: {type: object, required: [a]}}                                      | application/json
            'application/*': {schema: {type: integer}}                                          | application/json
            'text/*': {schema: {type: string, enum: [x]}}                                       | text/plain
            'image/*': {}                                                                       | image/png
            application/json: {}                                                                | application/json
            text/plain: {schema: {type: integer, minimum: 7}}                                   | text/plain
            application/json: {schema: {type: object, required: [a, b]}}                        | application/json
            application/json: {schema: {type: object, required: [a], additionalProperties: {type: integer}}} | application/json
            application/json: {schema: {type: object, additionalProperties: {type: integer}}}   | application/json
            application/x-www-form-urlencoded: {schema: {type: object, properties: {a: {type: array, items: {type: integer}}}}} | application/x-www-form-urlencoded
            application/json: {schema: {oneOf: [{type: object, required: [a]}, {type: integer}]}} | application/json
            application/json: {schema: {allOf: [{oneOf: [{type: string}, {type: object}]}, {type: object, required: [a]}]}} | application/json
            application/json: {schema: {type: object, required: [a], properties: {a: {type: object, properties: {b: {writeOnly: true}, c: {type: array, items: {writeOnly: true}}}}}}} | application/json
            application/json: {schema: {type: object, required: [format], properties: {format: {type: object}}}} | application/json
            """)
    void makesAConformingBodyWithoutAnExample(String content, String mediaType) {
        OpenApiDocument document = document("'200': {description: d, content: {" + content + "}}");
        Mock.Chosen chosen = mock(document).respond(get());

        assertThat(chosen.headers().get("Content-Type")).isEqualTo(mediaType);
        assertThat(judged(document, chosen).violations()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{type: integer}",
                "{type: integer, minimum: 3, maximum: 3}",
                "{type: string, format: date-time}",
                "{type: array, minItems: 2, items: {type: integer}}",
                "{type: object, properties: {a: {type: integer}}}"
            })
    void makesRequiredHeaders(String schema) {
        OpenApiDocument document =
                document("'200': {description: d, headers: {X-H: {required: true, schema: " + schema + "}}}");

        assertThat(judged(document, mock(document).respond(get())).violations()).isEmpty();
    }

    @Test
    void replacesAWrongExampleByAValueMadeFromTheSchema() {
        OpenApiDocument document = document("""
                '200':
                  description: d
                  content: {application/json: {schema: {type: integer}, examples: {a: {value: wrong}, b: {value: 7}}}}
                """);

        assertThat(judged(document, mock(document).respond(get())).violations()).isEmpty();
        assertThat(new MockResponses(document, new ExchangeChecker(document)).wrongExamples())
                .singleElement()
                .asString()
                .startsWith("/paths/~1a/get/responses/200/content/application~1json/examples/a/value violates");
        assertThat(text(respond(document, "Prefer", "example=b"))).isEqualTo("7");
    }

    @Test
    void saysThatNoConformingValueCanBeMade() {
        Mock.Chosen chosen = respond("'200': {description: d, content: {application/json: {schema: {not: {}}}}}");

        assertThat(chosen.status()).isEqualTo(501);
        assertThat(text(chosen)).contains("give an example");
    }

    @ParameterizedTest
    @CsvSource({"HEAD,/a,200", "OPTIONS,/a,204", "POST,/a,405", "GET,/b,404", "OPTIONS,/b,404"})
    void respondsToWhatTheDocumentDoesNotDeclareAsHttpDoes(String method, String path, int status) {
        Mock.Chosen chosen =
                mock(document(REPORTS)).respond(new Exchange.Request(method, path, Headers.of(Map.of()), new byte[0]));

        assertThat(chosen.status()).isEqualTo(status);
        assertThat(chosen.headers().containsKey("Allow")).isEqualTo(status == 204 || status == 405);
    }

    private static OpenApiDocument document(String responses) {
        return OpenApiDocument.parse(
                "document", "openapi: 3.0.3\npaths:\n  /a:\n    get:\n      responses:\n" + responses.indent(8));
    }

    private static Mock mock(OpenApiDocument document) {
        return new Mock(new MockResponses(document, new ExchangeChecker(document)));
    }

    private static Mock.Chosen respond(String responses, String... headers) {
        return respond(document(responses), headers);
    }

    private static Mock.Chosen respond(OpenApiDocument document, String... headers) {
        return mock(document).respond(get(headers));
    }

    private static Exchange.Request get(String... headers) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (int i = 0; i + 1 < headers.length; i += 2) {
            if (headers[i + 1] != null) {
                fields.put(headers[i], List.of(headers[i + 1]));
            }
        }
        return new Exchange.Request("GET", "/a", Headers.of(fields), new byte[0]);
    }

    private static Verdict judged(OpenApiDocument document, Mock.Chosen chosen) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        chosen.headers().forEach((name, value) -> fields.put(name, List.of(value)));
        return new ExchangeChecker(document)
                .check(new Exchange(get(), new Exchange.Response(chosen.status(), Headers.of(fields), chosen.body())));
    }

    private static String text(Mock.Chosen chosen) {
        return new String(chosen.body(), StandardCharsets.UTF_8);
    }
}
