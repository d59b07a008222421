package org.tokenapi.contract.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.Operation;

/** Webhooks, callbacks and links. */
final class OutgoingTest {
    private static final String HEAD = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n";

    private static final String WEBHOOKS = HEAD + """
            paths:
              /subscriptions:
                post:
                  requestBody:
                    content: {application/json: {schema: {properties: {url: {type: string}}}}}
                  responses: {'201': {description: d}}
                  callbacks:
                    changed:
                      '{$request.body#/url}?m={$method}':
                        post: {responses: {'204': {description: d}}}
                    gone: {$ref: '#/components/callbacks/gone'}
            webhooks:
              newPet:
                post:
                  requestBody:
                    content:
                      application/json:
                        schema:
                          type: object
                          required: [id]
                          properties: {id: {type: integer, readOnly: true}}
                        example: %s
                  responses: {'204': {description: d}}
              renamed: {get: {responses: {'204': {description: d}}}, put: {responses: {'204': {description: d}}}}
            components:
              callbacks:
                gone: {'$request.query.url': {post: {responses: {'204': {description: d}}}}}
            """;

    @Test
    void readsWebhooksAndCallbacks() {
        assertThat(parse(WEBHOOKS.formatted("{id: 1}")).outgoing())
                .extracting(Operation::id)
                .containsExactly(
                        "webhook newPet POST",
                        "webhook renamed GET",
                        "webhook renamed PUT",
                        "callback changed {$request.body#/url}?m={$method} of POST /subscriptions POST",
                        "callback gone $request.query.url of POST /subscriptions POST");
    }

    @Test
    void isOneGapForEachKind() {
        assertThat(gaps(WEBHOOKS.formatted("{id: 1}")))
                .extracting(Finding::pointer, Finding::expected)
                .containsExactly(
                        tuple(
                                "/webhooks/newPet/post",
                                "a check of 3 webhooks in traffic (webhook newPet POST, webhook renamed GET, webhook renamed "
                                        + "PUT)"),
                        tuple(
                                "/paths/~1subscriptions/post/callbacks/changed/{$request.body#~1url}?m={$method}/post",
                                "a check of 2 callbacks in traffic (callback changed {$request.body#/url}?m={$method} of POST "
                                        + "/subscriptions POST, callback gone $request.query.url of POST /subscriptions "
                                        + "POST)"));
    }

    @Test
    void checksTheExamplesOfWebhooks() {
        assertThat(gaps(WEBHOOKS.formatted("{id: one}")))
                .filteredOn(gap -> gap.rule() == Rule.SCHEMA)
                .extracting(Finding::pointer, Finding::place)
                .containsExactly(tuple(
                        "/webhooks/newPet/post/requestBody/content/application~1json/schema/properties/id/type",
                        "example /webhooks/newPet/post/requestBody/content/application~1json/example /id"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {$request.body#/none}  | "$request.body#/none", which the document does not declare
                    {$request.query.none}  | "$request.query.none", which the document does not declare
                    {$request.body/url}    | "$request.body/url", which is not a runtime expression
                    $requst.body           | "$requst.body", which is not a runtime expression
                    """)
    void refusesUrlsOfCallbacksThatMakeNoSense(String url, String what) {
        String document = WEBHOOKS.formatted("{id: 1}").replace("{$request.body#/url}?m={$method}", url);

        assertThat(gaps(document))
                .filteredOn(gap -> gap.rule() == Rule.LINK)
                .extracting(Finding::actual)
                .containsExactly(what);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {operationId: getPet, parameters: {id: $response.body#/id}}
                    {operationId: getPet, parameters: {path.id: '$response.header.location', q: constant}}
                    {operationRef: '#/paths/~1pets~1{id}/get', parameters: {id: $request.query.of}}
                    {operationId: getPet, parameters: {id: 'pet-{$response.body#/tags/0}'}, requestBody: $response.body}
                    {operationId: getPet, parameters: {id: $request.header.trace, q: $statusCode}}
                    {$ref: '#/components/links/good'}
                    """)
    void findsNothingInLinksThatMakeSense(String link) {
        assertThat(gaps(linked(link))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {operationId: none}                                             | /operationId   | "none"
                    {operationRef: '#/paths/~1none/get'}                            | /operationRef  | "#/paths/~1none/get"
                    {operationRef: 'https://a.test/b.yaml#/paths/~1none/get'}       | /operationRef  | "https://a.test/b.yaml#/paths/~1none/get"
                    {}                                                              | ''             | none
                    {operationId: getPet, operationRef: '#/paths/~1pets~1{id}/get'} | ''             | both
                    {operationId: getPet, parameters: {x: 1}}                       | /parameters/x  | "x"
                    {operationId: getPet, parameters: {query.id: 1}}                | /parameters/query.id | "query.id"
                    {operationId: getPet, parameters: {id: $response.body#/none}}   | /parameters/id | "$response.body#/none", which the document does not declare
                    {operationId: getPet, parameters: {id: $response.header.none}}  | /parameters/id | "$response.header.none", which the document does not declare
                    {operationId: getPet, parameters: {id: $request.path.of}}       | /parameters/id | "$request.path.of", which the document does not declare
                    {operationId: getPet, parameters: {id: $response.path.of}}      | /parameters/id | "$response.path.of", which the document does not declare
                    {operationId: getPet, parameters: {id: $respons.body}}          | /parameters/id | "$respons.body", which is not a runtime expression
                    {operationId: getPet, requestBody: $request.body}               | /requestBody   | "$request.body", which the document does not declare
                    """)
    void namesThePlaceOfWhatMakesNoSenseInLinks(String link, String place, String actual) {
        assertThat(gaps(linked(link)))
                .extracting(Finding::rule, Finding::pointer, Finding::actual)
                .containsExactly(tuple(Rule.LINK, "/paths/~1pets/post/responses/201/links/next" + place, actual));
    }

    private static String linked(String link) {
        return HEAD + """
                paths:
                  /pets/{id}:
                    get:
                      operationId: getPet
                      parameters: [{name: id, in: path, required: true}, {name: q, in: query}]
                      responses: {'204': {description: d}}
                  /pets:
                    post:
                      parameters: [{name: of, in: query}, {name: Trace, in: header}]
                      responses:
                        '201':
                          description: d
                          headers: {Location: {schema: {type: string}}}
                          content:
                            application/json:
                              schema: {properties: {id: {type: string}, tags: {items: {type: string}}}}
                          links: {next: %s}
                components: {links: {good: {operationId: getPet}}}
                """.formatted(link);
    }

    private static List<Finding> gaps(String document) {
        return new ExchangeChecker(parse(document)).gaps();
    }

    private static OpenApiDocument parse(String document) {
        return OpenApiDocument.parse("my.yaml", document);
    }
}
