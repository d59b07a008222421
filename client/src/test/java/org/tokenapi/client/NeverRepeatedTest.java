package org.tokenapi.client;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.tokenapi.client.Service.ANY;
import static org.tokenapi.client.Service.json;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tokenapi.client.generated.model.SyncClientConfiguration;
import org.tokenapi.contract.wiremock.Script;

/** A second request would invalidate a secret that was already issued. */
final class NeverRepeatedTest {
    @RegisterExtension
    private static final ContractService SERVICE = new ContractService();

    /** For responses that are not HTTP. */
    @RegisterExtension
    private static final Service BROKEN = new Service();

    private static final String ADVICE =
            ". The request may have been carried out, so it was not repeated: the previous secret may be invalid now."
                    + " Call the operation again to get a new secret";

    static Stream<Arguments> whatLeavesTheOutcomeUnknown() {
        Map<String, UnaryOperator<Script>> responses = Map.ofEntries(
                Map.entry("500", script -> script.respond(500)),
                Map.entry("502", script -> script.undeclared(502)),
                Map.entry("503 with Retry-After", script -> script.respond(503).header("Retry-After", "0")),
                Map.entry("undocumented success", script -> script.undeclared(202)),
                Map.entry("redirect", script -> script.undeclared(303).header("Location", "/elsewhere")),
                Map.entry("reset", Script::dropConnection),
                Map.entry("half", script -> script.respond(200).cutOff()),
                Map.entry("undocumented client error", script -> script.undeclared(422)),
                Map.entry("time-out of a proxy", script -> script.undeclared(408)),
                Map.entry("given up by a proxy", script -> script.undeclared(499)),
                Map.entry("empty", script -> script.undeclared(200)),
                Map.entry("half a JSON", script -> script.undeclared(200).body("{\"token\": \"vidb")),
                Map.entry("HTML", script -> script.undeclared(200).header("Content-Type", "text/html")),
                Map.entry("too large", script -> script.undeclared(200).body("{}" + " ".repeat(2000))));
        return responses.entrySet().stream()
                .flatMap(response -> whatIssuesSecrets()
                        .map(operation -> Arguments.of(operation, response.getKey(), response.getValue())));
    }

    private static Stream<SampleCall> whatIssuesSecrets() {
        return Stream.of(SampleCall.REGENERATE, SampleCall.GENERATE_CREDENTIALS);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource
    void whatLeavesTheOutcomeUnknown(SampleCall operation, String name, UnaryOperator<Script> response) {
        response.apply(SERVICE.on(operation));
        TokenApiClient client = SERVICE.builder().largestResponse(1000).build();

        TokenApiException failure = SampleCall.failure(client, operation);

        assertThat(failure.outcomeUnknown()).isTrue();
        assertThat(failure).hasMessageEndingWith(ADVICE);
        assertThat(SERVICE.requests()).hasSize(1);
        assertThat(SERVICE.pauses()).isEmpty();
    }

    static Stream<Arguments> whatIsNotHttp() {
        return Stream.of(Fault.EMPTY_RESPONSE, Fault.MALFORMED_RESPONSE_CHUNK, Fault.RANDOM_DATA_THEN_CLOSE)
                .flatMap(fault -> whatIssuesSecrets().map(operation -> Arguments.of(operation, fault)));
    }

    @ParameterizedTest
    @MethodSource
    void whatIsNotHttp(SampleCall operation, Fault fault) {
        BROKEN.responds(aResponse().withFault(fault));

        TokenApiException failure = SampleCall.failure(BROKEN.client(), operation);

        assertThat(failure.outcomeUnknown()).isTrue();
        assertThat(failure).hasMessageEndingWith(ADVICE);
        assertThat(BROKEN.requests()).hasSize(1);
        assertThat(BROKEN.pauses()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"REGENERATE", "GENERATE_CREDENTIALS"})
    void aResponseThatDoesNotComeInTime(SampleCall operation) {
        assertThatItIsUnknownAfterATimeout(operation, json(ANY).withFixedDelay(10_000));
    }

    @ParameterizedTest
    @EnumSource(names = {"REGENERATE", "GENERATE_CREDENTIALS"})
    void aBodyThatDoesNotComeInTime(SampleCall operation) {
        assertThatItIsUnknownAfterATimeout(operation, json(ANY).withChunkedDribbleDelay(100, 10_000));
    }

    private static void assertThatItIsUnknownAfterATimeout(SampleCall operation, ResponseDefinitionBuilder response) {
        BROKEN.responds(json(ANY), response);
        HttpClient http = HttpClient.newHttpClient();
        // Opens the connection: a timeout while connecting would be another case, in which nothing is sent.
        BROKEN.builder().httpClient(http).build().send(operation.call());
        TokenApiClient client = BROKEN.builder()
                .httpClient(http)
                .attemptTimeout(Duration.ofMillis(100))
                .build();

        TokenApiException failure = SampleCall.failure(client, operation);

        assertThat(failure.outcomeUnknown()).isTrue();
        assertThat(failure).hasMessageEndingWith(ADVICE);
        // On a busy machine the timeout may come before the request.
        assertThat(BROKEN.requests()).hasSizeLessThanOrEqualTo(2);
        assertThat(BROKEN.pauses()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"token\": null}", "{\"token\": \"\"}"})
    void aRegenerationWithoutASecretFails(String response) {
        SERVICE.on(SampleCall.REGENERATE).undeclared(200).body(response).times(2);
        ApiTokens tokens = SERVICE.client().apiTokens("CUSTOMER");

        assertThatExceptionOfType(UnreadableResponseException.class)
                .isThrownBy(() -> tokens.regenerate("1"))
                .withMessageContaining("status 200, token is missing")
                .matches(TokenApiException::outcomeUnknown);
        assertThat(tokens.regenerateAsync("1")
                        .handle((value, failure) -> failure)
                        .join())
                .isInstanceOf(UnreadableResponseException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"client_id\": \"c\", \"access_token\": \"\", \"client_secret\": null}"})
    void generatedCredentialsWithoutASecretFail(String response) {
        SERVICE.on(SampleCall.GENERATE_CREDENTIALS).undeclared(200).body(response);
        SyncClients clients = SERVICE.client().syncClients("CUSTOMER");

        assertThatExceptionOfType(UnreadableResponseException.class)
                .isThrownBy(() -> clients.generateCredentials("1", new SyncClientConfiguration()))
                .withMessageContaining("status 200, access_token and client_secret are missing")
                .matches(TokenApiException::outcomeUnknown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"access_token", "client_secret"})
    void eitherSecretIsEnoughForGeneratedCredentials(String name) {
        SERVICE.on(SampleCall.GENERATE_CREDENTIALS).respond(200).body("{\"" + name + "\": \"s\"}");

        assertThat(SERVICE.client().syncClients("CUSTOMER").generateCredentials("1", new SyncClientConfiguration()))
                .isNotNull();
    }

    @Test
    void aSecretIsNotLostForAnotherFlawOfTheResponse() {
        SERVICE.on(SampleCall.REGENERATE)
                .undeclared(200)
                .body("{\"token\": \"s\", \"_links\": {\"self\": null}, \"unknown\": [null]}");

        assertThat(SERVICE.client().apiTokens("CUSTOMER").regenerate("1").getToken())
                .isEqualTo(Secret.of("s"));
    }

    @ParameterizedTest
    @EnumSource(names = {"REGENERATE", "GENERATE_CREDENTIALS"})
    void aResetInTheMiddleOfTheBody(SampleCall operation) throws IOException {
        try (RawServer server = new RawServer(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"token\": ",
                RawServer.End.RESET)) {
            TokenApiClient client = SERVICE.builder().baseUri(server.uri()).build();

            TokenApiException failure = SampleCall.failure(client, operation);

            assertThat(failure).isInstanceOf(TransportException.class);
            assertThat(failure.outcomeUnknown()).isTrue();
            assertThat(server.requests()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 406, 413, 415, 429})
    void aClientErrorSaysThatNothingWasDone(int status) {
        SERVICE.on(SampleCall.REGENERATE)
                .respond(status)
                .header("Retry-After", "0")
                .header("X-Request-Id", "r-1");

        TokenApiException failure = SampleCall.failure(SERVICE.client(), SampleCall.REGENERATE);

        assertThat(failure.outcomeUnknown()).isFalse();
        assertThat(failure).hasMessage("triggerApiTokenAction: status " + status + ", request id r-1");
        assertThat(SERVICE.requests()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"REGENERATE", "GENERATE_CREDENTIALS"})
    void isRepeatedOnceAfterA401AndNotAgain(SampleCall operation) {
        SERVICE.on(operation).respond(401).respond(503).header("Retry-After", "0");
        TokenApiClient client = SERVICE.builder()
                .credentials(Credentials.supplier(() -> Secret.of("token")))
                .build();

        assertThat(SampleCall.failure(client, operation).outcomeUnknown()).isTrue();
        assertThat(SERVICE.requests()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"SEARCH", "PATCH", "UPDATE"})
    void theOutcomeOfWhatIsSafeToRepeatIsNeverUnknown(SampleCall operation) {
        SERVICE.on(operation).respond(500).times(4);

        assertThat(SampleCall.failure(SERVICE.client(), operation).outcomeUnknown())
                .isFalse();
    }
}
