package org.tokenapi.contract.wiremock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tokenapi.contract.TestDocuments;
import org.tokenapi.contract.check.Finding;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.check.Verdict;
import org.tokenapi.contract.spec.OpenApiDocument;

final class ScriptTest {
    private static final String EXAMPLES = """
            openapi: 3.0.3
            info: {title: Bell, version: '1'}
            paths:
              /bell:
                post:
                  operationId: ring
                  responses:
                    '200':
                      description: It rang
                      headers: {X-Loud: {schema: {type: integer, maximum: 9}, example: 7}}
                      content:
                        application/json:
                          schema: {type: object, required: [tone], properties: {tone: {type: string}}}
                          examples:
                            high: {value: {tone: c3}}
                            low: {value: {tone: c1}}
                    '429': {description: Too often}
            """;

    private static ContractWireMock shop;
    private static ContractWireMock bell;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeAll
    static void start() {
        shop = ContractWireMock.mock(TestDocuments.shop());
        bell = ContractWireMock.mock(OpenApiDocument.parse("bell", EXAMPLES));
    }

    @AfterAll
    static void stop() {
        shop.close();
        bell.close();
    }

    @BeforeEach
    void forget() {
        shop.takeVerdicts();
        bell.takeVerdicts();
        shop.endScripts();
        bell.endScripts();
    }

    @Test
    void respondsInOrderAndThenWithTheExamplesAgain() throws Exception {
        bell.on("ring").respond(429).header("Retry-After", "1").respond(200, "low");

        HttpResponse<String> first = ring();
        assertThat(first.statusCode()).isEqualTo(429);
        assertThat(first.headers().firstValue("Retry-After")).contains("1");
        assertThat(ring().body()).isEqualTo("{\"tone\":\"c1\"}");
        assertThat(ring().body()).isEqualTo("{\"tone\":\"c3\"}");
    }

    @Test
    void respondsWithTheExampleOfTheStatusAndItsHeaders() throws Exception {
        bell.on("ring").respond(200);

        HttpResponse<String> response = ring();

        assertThat(response.body()).isEqualTo("{\"tone\":\"c3\"}");
        assertThat(response.headers().map())
                .containsEntry("x-loud", List.of("7"))
                .containsEntry("content-type", List.of("application/json"));
    }

    @Test
    void outranksWhatTheRequestPrefers() throws Exception {
        bell.on("ring").respond(429);

        assertThat(send(request(bell, "POST", "/bell").header("Prefer", "code=200"))
                        .statusCode())
                .isEqualTo(429);
    }

    @Test
    void leavesOtherOperationsAlone() throws Exception {
        shop.on("cancelOrder").respond(204);

        assertThat(latestOrder().statusCode()).isEqualTo(200);
        assertThat(shop.endScripts()).containsExactly("cancelOrder: 204");
    }

    @Test
    void continuesAScriptThatIsBegunAgain() throws Exception {
        bell.on("ring").respond(429);
        bell.on("ring").respond(200, "low");

        assertThat(ring().statusCode()).isEqualTo(429);
        assertThat(ring().body()).contains("c1");
    }

    @Test
    void respondsWithABodyOfTheTest() throws Exception {
        bell.on("ring").respond(200).body("{\"tone\": \"木\"}");

        assertThat(ring().body()).isEqualTo("{\"tone\": \"木\"}");
        assertThat(bell.takeVerdicts()).flatExtracting(Verdict::violations).isEmpty();
    }

    @Test
    void checksScriptedResponsesAgainstTheDocument() throws Exception {
        bell.on("ring").respond(200).body("{\"ton\": 1}").respond(200).header("X-Loud", "11");

        ring();
        ring();

        assertThat(bell.takeVerdicts())
                .flatExtracting(verdict -> verdict.violations(Side.RESPONSE))
                .extracting(Finding::place)
                .containsExactly("body", "header X-Loud");
    }

    @Test
    void doesNotCheckAResponseThatIsUndeclaredOnPurpose() throws Exception {
        bell.on("ring").undeclared(502).header("Content-Type", "text/html").body("<html>");

        HttpResponse<String> response = ring();

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.body()).isEqualTo("<html>");
        assertThat(bell.takeVerdicts()).flatExtracting(Verdict::violations).isEmpty();
    }

    @Test
    void resetsTheConnectionAfterTheRequestHasArrived() {
        bell.on("ring").dropConnection();

        assertThatExceptionOfType(IOException.class).isThrownBy(this::ring);
        assertThat(bell.takeVerdicts()).singleElement().satisfies(verdict -> {
            assertThat(verdict.operation()).isNotNull();
            assertThat(verdict.violations()).isEmpty();
            assertThat(verdict.exchange().response().status()).isZero();
            assertThat(verdict.evidence().get(Side.RESPONSE)).isEmpty();
        });
    }

    @Test
    void checksTheRequestWhoseConnectionIsDropped() {
        shop.on("cancelOrder").dropConnection();

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> send(request(shop, "DELETE", "/v2/orders/one")));
        assertThat(shop.takeVerdicts())
                .flatExtracting(Verdict::violations)
                .extracting(Finding::place)
                .containsExactly("path id");
    }

    @Test
    void endsTheConnectionAmidTheBody() throws Exception {
        bell.on("ring").respond(200).cutOff();

        HttpResponse<InputStream> response =
                http.send(request(bell, "POST", "/bell").build(), HttpResponse.BodyHandlers.ofInputStream());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Length")).contains("13");
        assertThat(new String(response.body().readNBytes(6), StandardCharsets.UTF_8))
                .isEqualTo("{\"tone");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> response.body().read());
    }

    @Test
    void respondsLate() {
        bell.on("ring").respond(200).delay(Duration.ofSeconds(3));

        assertThatExceptionOfType(HttpTimeoutException.class)
                .isThrownBy(() -> send(request(bell, "POST", "/bell").timeout(Duration.ofMillis(300))));
    }

    @Test
    void repeatsAResponse() throws Exception {
        bell.on("ring").respond(429).times(2).respond(200);

        assertThat(List.of(ring().statusCode(), ring().statusCode(), ring().statusCode()))
                .containsExactly(429, 429, 200);
        assertThat(bell.endScripts()).isEmpty();
    }

    @Test
    void givesEachOfManyRequestsAStepOfItsOwn() {
        bell.on("ring").respond(429).times(20);

        List<CompletableFuture<HttpResponse<String>>> responses = IntStream.range(0, 40)
                .mapToObj(i ->
                        http.sendAsync(request(bell, "POST", "/bell").build(), HttpResponse.BodyHandlers.ofString()))
                .toList();

        assertThat(responses)
                .extracting(response -> response.join().statusCode())
                .filteredOn(status -> status == 429)
                .hasSize(20);
    }

    @Test
    void listsStepsThatNoRequestUsed() throws Exception {
        bell.on("ring").respond(429).times(3).dropConnection();
        ring();

        assertThat(bell.endScripts()).containsExactly("ring: 429, 2 times", "ring: dropped connection");
        assertThat(ring().statusCode()).isEqualTo(200);
    }

    @Test
    void refusesWhatTheDocumentDoesNotHave() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bell.on("rung"))
                .withMessage("the document has no operation \"rung\"; it has ring");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bell.on("ring").respond(404))
                .withMessage(
                        "ring has no status 404; it has 200, 429. Use undeclared(404) for a status that is not declared");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bell.on("ring").respond(200, "shrill"))
                .withMessage("ring has no example \"shrill\" for status 200; it has high, low");
    }

    @Test
    void refusesToChangeWhatIsNotThere() {
        assertThatIllegalStateException()
                .isThrownBy(() -> bell.on("ring").header("a", "b"))
                .withMessageContaining("the script has no step to change");
        assertThatIllegalStateException()
                .isThrownBy(() -> bell.on("ring").dropConnection().body("{}"))
                .withMessageContaining("drops the connection");
    }

    @Test
    void isNotForAProxy() {
        try (ContractWireMock proxy = ContractWireMock.proxy(TestDocuments.shop(), shop.baseUri())) {
            assertThatIllegalStateException().isThrownBy(() -> proxy.on("listOrders"));
        }
    }

    @Test
    void makesAResponseFromTheSchemaWhereThereIsNoExample() throws Exception {
        HttpResponse<String> response =
                send(request(shop, "GET", "/v2/orders").header("X-Key", "k").header("X-Trace", "0123abcd"));

        assertThat(response.body()).startsWith("[{\"id\":").doesNotContain("\"pin\"");
        assertThat(response.headers().map()).containsKey("x-total");
        assertThat(shop.takeVerdicts())
                .allSatisfy(verdict -> assertThat(verdict.evidence().get(Side.RESPONSE))
                        .anySatisfy(pointer -> assertThat(pointer).endsWith("/X-Total/schema/minimum")));
    }

    private HttpResponse<String> ring() throws IOException, InterruptedException {
        return send(request(bell, "POST", "/bell"));
    }

    private HttpResponse<String> latestOrder() throws IOException, InterruptedException {
        return send(request(shop, "GET", "/v2/orders/latest"));
    }

    private static HttpRequest.Builder request(ContractWireMock mock, String method, String path) {
        return HttpRequest.newBuilder(URI.create(mock.baseUri() + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
