package org.tokenapi.client;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.tokenapi.client.Service.ANY;
import static org.tokenapi.client.Service.json;
import static org.tokenapi.client.Service.status;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tokenapi.client.generated.model.BrokerSyncClientConfigurationMedia;

/** A repeat would destroy a secret that was already issued. */
final class NeverRepeatedTest {
    @RegisterExtension
    private static final Service SERVICE = new Service();

    private static final String ADVICE =
            "Whether the request was carried out is unknown, and it was not repeated: the secret"
                    + " that was valid before may be refused now. Call the operation again to be issued another one";

    static Stream<Arguments> whatLeavesTheOutcomeUnknown() {
        Map<String, ResponseDefinitionBuilder> answers = Map.ofEntries(
                Map.entry("500", status(500)),
                Map.entry("502", status(502)),
                Map.entry("503 with Retry-After", status(503).withHeader("Retry-After", "0")),
                Map.entry("undocumented success", status(202)),
                Map.entry("redirect", status(303).withHeader("Location", "/elsewhere")),
                Map.entry("reset", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)),
                Map.entry("closed", aResponse().withFault(Fault.EMPTY_RESPONSE)),
                Map.entry("cut off", aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK)),
                Map.entry("no HTTP", aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE)),
                Map.entry("undocumented client error", status(422)),
                Map.entry("time-out of a proxy", status(408)),
                Map.entry("given up by a proxy", status(499)),
                Map.entry("empty", status(200)),
                Map.entry("half", json("{\"token\": \"vidb")),
                Map.entry("HTML", aResponse().withHeader("Content-Type", "text/html")),
                Map.entry("too large", json(ANY + " ".repeat(2000))));
        return answers.entrySet().stream()
                .flatMap(answer -> Stream.of(Operation.REGENERATE, Operation.GENERATE_CREDENTIALS)
                        .map(operation -> Arguments.of(operation, answer.getKey(), answer.getValue())));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource
    void whatLeavesTheOutcomeUnknown(Operation operation, String name, ResponseDefinitionBuilder answer) {
        SERVICE.answers(answer);
        TokenApiClient client = SERVICE.builder().largestAnswer(1000).build();

        TokenApiException failure = Operation.failure(client, operation);

        assertThat(failure.outcomeUnknown()).isTrue();
        assertThat(failure).hasMessageEndingWith(ADVICE);
        assertThat(SERVICE.requests()).hasSize(1);
        assertThat(SERVICE.waits()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"REGENERATE", "GENERATE_CREDENTIALS"})
    void anAnswerThatDoesNotComeInTime(Operation operation) {
        assertThatItIsUnknownAfterATimeout(operation, json(ANY).withFixedDelay(10_000));
    }

    @ParameterizedTest
    @EnumSource(names = {"REGENERATE", "GENERATE_CREDENTIALS"})
    void aBodyThatDoesNotComeInTime(Operation operation) {
        assertThatItIsUnknownAfterATimeout(operation, json(ANY).withChunkedDribbleDelay(5, 10_000));
    }

    private static void assertThatItIsUnknownAfterATimeout(Operation operation, ResponseDefinitionBuilder answer) {
        SERVICE.answers(answer);
        TokenApiClient client =
                SERVICE.builder().attemptTimeout(Duration.ofMillis(500)).build();

        TokenApiException failure = Operation.failure(client, operation);

        assertThat(failure.outcomeUnknown()).isTrue();
        assertThat(failure).hasMessageEndingWith(ADVICE);
        // On a busy machine the time may be over before the service has seen the one request.
        assertThat(SERVICE.requests()).hasSizeLessThanOrEqualTo(1);
        assertThat(SERVICE.waits()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"token\": null}", "{\"token\": \"\"}"})
    void aRegenerationWithoutASecretIsNone(String answer) {
        SERVICE.answers(json(answer));
        ApiTokens tokens = SERVICE.client().apiTokens("CUSTOMER");

        assertThatExceptionOfType(UnreadableAnswerException.class)
                .isThrownBy(() -> tokens.regenerate("1"))
                .withMessageContaining("status 200, token is required")
                .matches(TokenApiException::outcomeUnknown);
        assertThat(tokens.regenerateAsync("1")
                        .handle((value, failure) -> failure)
                        .join())
                .isInstanceOf(UnreadableAnswerException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"client_id\": \"c\", \"access_token\": \"\", \"client_secret\": null}"})
    void generatedCredentialsWithoutASecretAreNone(String answer) {
        SERVICE.answers(json(answer));
        SyncClients clients = SERVICE.client().syncClients("CUSTOMER");

        assertThatExceptionOfType(UnreadableAnswerException.class)
                .isThrownBy(() -> clients.generateCredentials("1", new BrokerSyncClientConfigurationMedia()))
                .withMessageContaining("status 200, access_token or client_secret is required")
                .matches(TokenApiException::outcomeUnknown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"access_token", "client_secret"})
    void eitherSecretIsEnoughForGeneratedCredentials(String name) {
        SERVICE.answers(json("{\"" + name + "\": \"s\"}"));

        assertThat(SERVICE.client()
                        .syncClients("CUSTOMER")
                        .generateCredentials("1", new BrokerSyncClientConfigurationMedia()))
                .isNotNull();
    }

    @Test
    void aSecretIsNotLostForAnotherFlawOfTheAnswer() {
        SERVICE.answers(aResponse().withBody("{\"token\": \"s\", \"_links\": {\"self\": null}, \"unknown\": [null]}"));

        assertThat(SERVICE.client().apiTokens("CUSTOMER").regenerate("1").getToken())
                .isEqualTo(Secret.of("s"));
    }

    @ParameterizedTest
    @EnumSource(names = {"REGENERATE", "GENERATE_CREDENTIALS"})
    void aResetInTheMiddleOfTheBody(Operation operation) throws IOException {
        try (RawServer server = new RawServer(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"token\": ",
                RawServer.End.RESET)) {
            TokenApiClient client = SERVICE.builder().baseUri(server.uri()).build();

            TokenApiException failure = Operation.failure(client, operation);

            assertThat(failure).isInstanceOf(TransportException.class);
            assertThat(failure.outcomeUnknown()).isTrue();
            assertThat(server.requests()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 406, 413, 415, 429})
    void aClientErrorSaysThatNothingWasDone(int status) {
        SERVICE.answers(status(status).withHeader("Retry-After", "0"));

        TokenApiException failure = Operation.failure(SERVICE.client(), Operation.REGENERATE);

        assertThat(failure.outcomeUnknown()).isFalse();
        assertThat(failure).hasMessage("triggerApiTokenAction: status " + status);
        assertThat(SERVICE.requests()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"REGENERATE", "GENERATE_CREDENTIALS"})
    void isRepeatedOnceAfterA401AndNotAgain(Operation operation) {
        SERVICE.answers(status(401), status(503).withHeader("Retry-After", "0"));
        TokenApiClient client = SERVICE.builder()
                .credentials(Credentials.supplier(() -> Secret.of("token")))
                .build();

        assertThat(Operation.failure(client, operation).outcomeUnknown()).isTrue();
        assertThat(SERVICE.requests()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"SEARCH", "PATCH", "UPDATE"})
    void theOutcomeOfWhatIsSafeToRepeatIsNeverUnknown(Operation operation) {
        SERVICE.answers(status(500));

        assertThat(Operation.failure(SERVICE.client(), operation).outcomeUnknown())
                .isFalse();
    }
}
