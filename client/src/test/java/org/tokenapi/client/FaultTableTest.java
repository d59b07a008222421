package org.tokenapi.client;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.tokenapi.client.Service.ANY;
import static org.tokenapi.client.Service.json;
import static org.tokenapi.client.Service.status;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.http.Fault;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can go wrong with a service, line by line. */
final class FaultTableTest {
    @RegisterExtension
    private static final Service SERVICE = new Service();

    private static final int TEN_SECONDS = 10_000;

    @Test
    void headersThatDoNotComeEndTheAttempt() {
        SERVICE.answers(json(ANY).withFixedDelay(TEN_SECONDS));

        assertTimedOut();
    }

    @Test
    void aBodyThatDribblesEndsTheAttempt() {
        SERVICE.answers(json(ANY).withChunkedDribbleDelay(10, TEN_SECONDS));

        assertTimedOut();
    }

    private static void assertTimedOut() {
        TokenApiClient client = SERVICE.builder()
                .attemptTimeout(Duration.ofMillis(200))
                .retryPolicy(RetryPolicy.NEVER)
                .build();

        assertThat(Operation.failure(client, Operation.SEARCH))
                .isInstanceOf(TransportException.class)
                .hasMessage("searchApiTokens: no complete answer within 200 ms")
                .hasCauseInstanceOf(TimeoutException.class);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aConnectionThatBreaksIsTriedAgainWhereThatIsSafe(Fault fault) {
        SERVICE.answers(aResponse().withFault(fault), json(ANY));

        SERVICE.client().send(Operation.SEARCH.call());

        assertThat(SERVICE.requests()).hasSize(2);
        assertThat(SERVICE.waits()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            mode = EnumSource.Mode.EXCLUDE,
            // Not HTTP at all; what becomes of it stands in the test above.
            names = "RANDOM_DATA_THEN_CLOSE")
    void aConnectionThatAlwaysBreaksIsATransportException(Fault fault) {
        SERVICE.answers(aResponse().withFault(fault));

        assertThat(Operation.failure(SERVICE.client(), Operation.SEARCH))
                .isInstanceOf(TransportException.class)
                .hasMessageStartingWith("searchApiTokens: the connection broke");
        assertThat(SERVICE.requests()).hasSize(4);
    }

    @Test
    void halfAJsonIsUnreadable() {
        assertUnreadable(json("{\"items\": [{\"id\""), "the body can't be read at line 1, column 17, property items/0");
    }

    @Test
    void htmlWithStatus200IsUnreadable() {
        assertUnreadable(
                aResponse().withHeader("Content-Type", "text/html").withBody("<html>Sign in</html>"),
                "the body is of another media type than"
                        + " application/vnd.vmware.vidm.api-tokens.search.summary.list+json");
    }

    @Test
    void htmlThatClaimsToBeJsonIsUnreadable() {
        assertUnreadable(json("<html>Sign in</html>"), "the body can't be read at line 1, column 1");
    }

    @Test
    void anEmptyBodyWithStatus200IsUnreadable() {
        assertUnreadable(status(200), "the body is empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/vnd.vmware.vidm.api-tokens.patch.response+json", "json"})
    void anotherMediaTypeIsUnreadable(String type) {
        assertUnreadable(
                aResponse().withHeader("Content-Type", type).withBody(ANY),
                "the body is of another media type than"
                        + " application/vnd.vmware.vidm.api-tokens.search.summary.list+json");
    }

    @Test
    void aBodyOf50MegabytesIsTooLarge() {
        assertUnreadable(
                aResponse().withHeader("Content-Type", "application/json").withBody(new byte[50_000_000]),
                "the body is larger than 10485760 bytes");
    }

    private static void assertUnreadable(ResponseDefinitionBuilder answer, String problem) {
        SERVICE.answers(answer.withHeader("X-Request-Id", "r-1"));

        TokenApiException failure = Operation.failure(SERVICE.client(), Operation.SEARCH);

        assertThat(failure)
                .isInstanceOf(UnreadableAnswerException.class)
                .hasMessage("searchApiTokens: status 200, request id r-1, " + problem)
                .hasNoCause();
        assertThat(failure.outcomeUnknown()).isFalse();
        assertThat(SERVICE.requests()).hasSize(1);
    }

    @Test
    void aFailureOf50MegabytesIsStillThatFailure() {
        SERVICE.answers(status(404).withBody(new byte[50_000_000]));

        assertThat(Operation.failure(SERVICE.client(), Operation.SEARCH)).isInstanceOf(NotFoundException.class);
    }

    @ParameterizedTest
    @EnumSource
    void a401IsTriedOnceMoreWithAFreshToken(Operation operation) {
        SERVICE.answers(status(401), json(ANY));
        Secret[] tokens = {Secret.of("stale"), Secret.of("fresh")};
        TokenApiClient client = SERVICE.builder()
                .credentials(
                        Credentials.supplier(() -> tokens[SERVICE.requests().size()]))
                .build();

        client.send(operation.call());

        assertThat(SERVICE.requests())
                .extracting(request -> request.getHeader("Authorization"))
                .containsExactly("Bearer stale", "Bearer fresh");
        assertThat(SERVICE.waits()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a401ForEverIsTriedOnceMoreAndNoMore(Operation operation) {
        SERVICE.answers(status(401));
        TokenApiClient client = SERVICE.builder()
                .credentials(Credentials.supplier(() -> Secret.of("stale")))
                .build();

        TokenApiException failure = Operation.failure(client, operation);

        assertThat(failure).isInstanceOf(UnauthorizedException.class);
        assertThat(failure.outcomeUnknown()).isFalse();
        assertThat(SERVICE.requests()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void retryAfterInSecondsIsWaitedFor(int status) {
        SERVICE.answers(status(status).withHeader("Retry-After", "7"), json(ANY));

        SERVICE.client().send(Operation.SEARCH.call());

        assertThat(SERVICE.waits()).containsExactly(Duration.ofSeconds(7));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void retryAfterAsADateIsWaitedFor(int status) {
        SERVICE.answers(status(status).withHeader("Retry-After", "Sun, 22 Nov 2026 12:00:30 GMT"), json(ANY));

        SERVICE.client().send(Operation.SEARCH.call());

        assertThat(SERVICE.waits()).containsExactly(Duration.ofSeconds(30));
    }

    @Test
    void a503ForEverIsTriedAsOftenAsThePolicyAllows() {
        SERVICE.answers(status(503));

        assertThat(Operation.failure(SERVICE.client(), Operation.SEARCH))
                .isInstanceOf(OtherFailureException.class)
                .hasMessage("searchApiTokens: status 503");
        assertThat(SERVICE.requests()).hasSize(4);
        assertThat(SERVICE.waits()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectIsNotFollowedSoThatCredentialsStay(int status) {
        WireMockServer other = new WireMockServer(wireMockConfig().dynamicPort());
        other.start();
        try {
            other.stubFor(WireMock.any(WireMock.anyUrl()).willReturn(json(ANY)));
            SERVICE.answers(status(status).withHeader("Location", other.baseUrl() + "/acs"));

            assertThat(Operation.failure(SERVICE.client(), Operation.SEARCH))
                    .isInstanceOfSatisfying(
                            UndocumentedStatusException.class,
                            failure -> assertThat(failure.status()).isEqualTo(status));
            assertThat(other.findAll(WireMock.anyRequestedFor(WireMock.anyUrl())))
                    .isEmpty();
        } finally {
            other.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectOfTheTokenEndpointIsNotFollowed(int status) {
        WireMockServer other = new WireMockServer(wireMockConfig().dynamicPort());
        other.start();
        try {
            other.stubFor(WireMock.any(WireMock.anyUrl()).willReturn(json("{\"access_token\": \"a\"}")));
            SERVICE.answers(status(status).withHeader("Location", other.baseUrl() + "/token"));
            TokenApiClient client = SERVICE.builder()
                    .credentials(Credentials.apiToken("CUSTOMER", Secret.of("vidb_1")))
                    .build();

            assertThat(Operation.failure(client, Operation.SEARCH))
                    .isInstanceOf(CredentialsException.class)
                    .hasMessage("searchApiTokens: the token endpoint answered " + status);
            assertThat(other.findAll(WireMock.anyRequestedFor(WireMock.anyUrl())))
                    .isEmpty();
        } finally {
            other.stop();
        }
    }
}
