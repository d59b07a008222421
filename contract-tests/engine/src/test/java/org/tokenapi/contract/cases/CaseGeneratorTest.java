package org.tokenapi.contract.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tokenapi.contract.check.Exchange;

/** The cases for parts other than constraints: media types, bodies, credentials, methods and unknown ids. */
final class CaseGeneratorTest {
    private static final String TYPE = "application/x+json;p=1;v=2";

    private static final SmallDocument TYPED =
            SmallDocument.of("post: {operationId: post, requestBody: {required: true,"
                    + " content: {" + TYPE + ": {example: 1}}},"
                    + " responses: {'200': {description: d, content: {" + TYPE + ": {example: 1}}}}}");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    conforming                                       | application/x+json;p=1;v=2               | ACCEPTED
                    body Content-Type quoted                         | application/x+json; p="1"; v="2"         | ACCEPTED
                    body Content-Type reordered                      | application/x+json;v=2;p=1               | ACCEPTED
                    body Content-Type in capitals                    | APPLICATION/X+JSON;P=1;V=2               | ACCEPTED
                    body Content-Type with charset                   | application/x+json;p=1;v=2;charset=utf-8 | ACCEPTED
                    body Content-Type without v                      | application/x+json;p=1                   | REFUSED
                    body Content-Type with a wrong v                 | application/x+json;p=1;v=02              | REFUSED
                    body Content-Type unknown                        | application/vnd.no-such-type             | REFUSED
                    body Content-Type missing                        | (none)                                   | REFUSED
                    """)
    void writeTheContentTypeInEveryWay(String name, String value, Expectation expectation) {
        Case sent = TYPED.named(name);

        assertThat(SmallDocument.header(sent, "Content-Type")).isEqualTo(value);
        assertThat(sent.expectation()).isEqualTo(expectation);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    Accept application/x+json;p=1;v=2                | application/x+json;p=1;v=2                          | ACCEPTED
                    Accept application/x+json;p=1;v=2 among others   | text/html;q=0.1, application/x+json;p=1;v=2;q=0.9   | ACCEPTED
                    Accept application/x+json;p=1;v=2 quoted         | application/x+json; p="1"; v="2"                    | ACCEPTED
                    Accept application/x+json;p=1;v=2 reordered      | application/x+json;v=2;p=1                          | ACCEPTED
                    Accept application/x+json;p=1;v=2 without p      | application/x+json;v=2                              | NOT_ACCEPTABLE
                    Accept application/x+json;p=1;v=2 with a wrong p | application/x+json;p=01;v=2                         | NOT_ACCEPTABLE
                    Accept unknown                                   | application/vnd.no-such-type                        | NOT_ACCEPTABLE
                    Accept missing                                   | (none)                                              | NOT_ACCEPTABLE
                    """)
    void writeTheAcceptHeaderInEveryWay(String name, String value, Expectation expectation) {
        Case sent = TYPED.named(name);

        assertThat(SmallDocument.header(sent, "Accept")).isEqualTo(value);
        assertThat(sent.expectation()).isEqualTo(expectation);
    }

    @Test
    void expectSuccessWithoutAnAcceptHeaderWhereAMediaTypeHasNoParameters() {
        SmallDocument document =
                SmallDocument.of("get: {responses: {'200': {description: d, content: {text/plain: {}}}}}");

        assertThat(document.named("Accept missing").expectation()).isEqualTo(Expectation.ACCEPTED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    body malformed | {"
                    body twice     | 1 1
                    body empty     | ``
                    body missing   | ``
                    """)
    void breakTheSyntaxOfABody(String name, String body) {
        Case sent = TYPED.named(name);

        assertThat(SmallDocument.body(sent)).isEqualTo(body);
        assertThat(sent.expectation()).isEqualTo(Expectation.REFUSED);
    }

    @Test
    void acceptTheAbsenceOfABodyThatIsNotRequired() {
        SmallDocument document = SmallDocument.of(
                "post: {requestBody: {content: {application/json: {example: 1}}}, responses: {'204': {description: d}}}");

        assertThat(document.named("body missing").expectation()).isEqualTo(Expectation.ACCEPTED);
    }

    @Test
    void sendABodyWhereNoneIsDeclared() {
        SmallDocument document = SmallDocument.of("post: {responses: {'204': {description: d}}}");

        assertThat(document.named("body where none is declared"))
                .returns("{}", SmallDocument::body)
                .returns(Expectation.ANYTHING_DECLARED, Case::expectation);
    }

    @Test
    void sendAFormWithItsCharset() {
        SmallDocument document = SmallDocument.ofBody("application/x-www-form-urlencoded", "{type: object}");

        assertThat(SmallDocument.header(document.named("body Content-Type with charset"), "Content-Type"))
                .isEqualTo("application/x-www-form-urlencoded;charset=utf-8");
    }

    @Test
    void takeEachCredentialAwayAndSpoilIt() {
        SmallDocument document = SmallDocument.secured(
                "{s: {type: http, scheme: bearer}}", "[{s: []}]", "{}", Map.of("Authorization", "Bearer right"));

        assertThat(document.named("conforming")).returns("Bearer right", CaseGeneratorTest::authorization);
        assertThat(unauthorized(document))
                .extracting(CaseGeneratorTest::authorization)
                .containsExactly("(none)", "Bearer ", "Basic bm9uZTpub25l", "Bearer bm9uZTpub25l");
    }

    @Test
    void takeAKeyInTheQueryFromTheFixtures() {
        SmallDocument document = SmallDocument.secured(
                "{s: {type: apiKey, in: query, name: key}}", "[{s: []}]", "{parameters: {key: a b}}", Map.of());

        assertThat(document.named("conforming").request().target()).isEqualTo("/a?key=a%20b");
        assertThat(unauthorized(document))
                .extracting(sent -> sent.request().target())
                .containsExactly("/a", "/a?key=", "/a?key=wrong");
    }

    @Test
    void takeAKeyInACookieFromTheHeader() {
        SmallDocument document = SmallDocument.secured(
                "{s: {type: apiKey, in: cookie, name: key}}", "[{s: []}]", "{}", Map.of("Cookie", "key=k; other=o"));

        assertThat(unauthorized(document))
                .extracting(sent -> SmallDocument.header(sent, "Cookie"))
                .containsExactly("other=o", "other=o; key=", "other=o; key=wrong");
    }

    @Test
    void spoilOneOfTwoCredentialsThatAreNeededTogether() {
        SmallDocument document = SmallDocument.secured(
                "{k: {type: apiKey, in: header, name: X-Key}, b: {type: http, scheme: bearer}}",
                "[{k: [], b: []}]",
                "{}",
                Map.of("X-Key", "right", "Authorization", "Bearer right"));

        assertThat(document.named("credentials k missing"))
                .returns("(none)", sent -> SmallDocument.header(sent, "X-Key"))
                .returns("Bearer right", CaseGeneratorTest::authorization);
        assertThat(document.named("credentials b wrong")).returns("right", sent -> SmallDocument.header(sent, "X-Key"));
    }

    @Test
    void presentNoOtherCredentialsThatAreEnough() {
        SmallDocument document = SmallDocument.secured(
                "{k: {type: apiKey, in: header, name: X-Key}, b: {type: http, scheme: bearer}}",
                "[{k: []}, {b: []}]",
                "{}",
                Map.of("X-Key", "right", "Authorization", "Bearer right"));

        assertThat(unauthorized(document))
                .hasSize(7)
                .noneMatch(sent -> SmallDocument.header(sent, "X-Key").equals("right")
                        || authorization(sent).equals("Bearer right"));
    }

    @Test
    void needNoCredentialsWhereACertificateIsEnough() {
        SmallDocument document = SmallDocument.secured(
                "{c: {type: mutualTLS}, b: {type: http, scheme: bearer}}", "[{c: []}, {b: []}]", "{}", Map.of());

        assertThat(unauthorized(document)).isEmpty();
    }

    @Test
    void tryEachMethodThatAPathDoesNotHave() {
        SmallDocument document = SmallDocument.of("get: {responses: {'204': {description: d}}}");

        assertThat(document.cases())
                .filteredOn(sent -> sent.expectation() == Expectation.NO_SUCH_METHOD)
                .extracting(Case::request)
                .extracting(Exchange.Request::method)
                .containsExactly("PUT", "POST", "DELETE", "PATCH");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {type: string}                                                  | /a/no-such-id
                    {type: integer}                                                 | /a/2147483646
                    {type: integer, maximum: 50, example: 42}                       | /a/49
                    {type: string, format: uuid}                                    | /a/00000000-0000-4000-8000-000000000000
                    {type: string, pattern: '^[a-z]+:[a-z]+$', example: 'urn:ab'}   | /a/urn%3Aaz
                    """)
    void referToSomethingThatIsUnlikelyToExist(String schema, String target) {
        SmallDocument document = SmallDocument.ofPath(
                "'/a/{id}'",
                "get: {parameters: [{name: id, in: path, required: true, schema: " + schema
                        + "}], responses: {'204': {description: d}}}");

        assertThat(document.named("path id names nothing").request().target()).isEqualTo(target);
    }

    private static List<Case> unauthorized(SmallDocument document) {
        return document.cases().stream()
                .filter(sent -> sent.expectation() == Expectation.UNAUTHORIZED)
                .toList();
    }

    private static String authorization(Case sent) {
        return SmallDocument.header(sent, "Authorization");
    }
}
