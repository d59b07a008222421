package org.tokenapi.client;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.tokenapi.client.Service.ANY;
import static org.tokenapi.client.Service.json;
import static org.tokenapi.client.Service.status;

import com.github.tomakehurst.wiremock.http.Fault;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways in which a service can fail, one test each. */
final class FaultTableTest {
    @RegisterExtension
    private static final ContractService SERVICE = new ContractService();

    /** For responses that are not HTTP, and for token endpoints. */
    @RegisterExtension
    private static final Service BROKEN = new Service();

    /** A host that must not receive credentials. */
    @RegisterExtension
    private static final Service OTHER = new Service();

    private static final int TEN_SECONDS = 10_000;

    @Test
    void headersThatDoNotComeEndTheAttempt() {
        BROKEN.responds(json(ANY), json(ANY).withFixedDelay(TEN_SECONDS));

        assertTimedOut();
    }

    @Test
    void aBodyThatDribblesEndsTheAttempt() {
        BROKEN.responds(json(ANY), json(ANY).withChunkedDribbleDelay(100, TEN_SECONDS));

        assertTimedOut();
    }

    private static void assertTimedOut() {
        HttpClient http = HttpClient.newHttpClient();
        // Opens the connection: a timeout while connecting would be another case.
        BROKEN.builder().httpClient(http).build().send(SampleCall.SEARCH.call());
        TokenApiClient client = BROKEN.builder()
                .httpClient(http)
                .attemptTimeout(Duration.ofMillis(100))
                .retryPolicy(RetryPolicy.NEVER)
                .build();

        assertThat(SampleCall.failure(client, SampleCall.SEARCH))
                .isInstanceOf(TransportException.class)
                .hasMessage("searchApiTokens: no complete response within 100 ms")
                .hasCauseInstanceOf(TimeoutException.class);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aConnectionThatBreaksIsTriedAgainWhereThatIsSafe(Fault fault) {
        BROKEN.responds(aResponse().withFault(fault), json(ANY));

        BROKEN.client().send(SampleCall.SEARCH.call());

        assertThat(BROKEN.requests()).hasSize(2);
        assertThat(BROKEN.pauses()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            mode = EnumSource.Mode.EXCLUDE,
            // Not HTTP at all, so the JDK throws various exceptions. The test above covers it.
            names = "RANDOM_DATA_THEN_CLOSE")
    void aConnectionThatAlwaysBreaksIsATransportException(Fault fault) {
        BROKEN.responds(aResponse().withFault(fault));

        assertThat(SampleCall.failure(BROKEN.client(), SampleCall.SEARCH))
                .isInstanceOf(TransportException.class)
                .hasMessageStartingWith("searchApiTokens: the connection broke");
        assertThat(BROKEN.requests()).hasSize(4);
    }

    @ParameterizedTest
    @EnumSource(names = {"SEARCH", "PATCH", "UPDATE"})
    void aResetThenHalfABodyThenAWholeOneIsASuccess(SampleCall operation) {
        SERVICE.on(operation).dropConnection().respond(200).cutOff();

        SERVICE.client().send(operation.call());

        assertThat(SERVICE.requests()).hasSize(3);
    }

    @Test
    void halfAJsonIsUnreadable() {
        assertUnreadable(
                "application/json",
                "{\"items\": [{\"id\"",
                "cannot parse the body at line 1, column 17, property items/0");
    }

    @Test
    void htmlWithStatus200IsUnreadable() {
        assertUnreadable(
                "text/html",
                "<html>Sign in</html>",
                "the media type is not the expected one,"
                        + " application/vnd.vmware.vidm.api-tokens.search.summary.list+json");
    }

    @Test
    void htmlThatClaimsToBeJsonIsUnreadable() {
        assertUnreadable("application/json", "<html>Sign in</html>", "cannot parse the body at line 1, column 1");
    }

    @Test
    void anEmptyBodyWithStatus200IsUnreadable() {
        assertUnreadable("application/json", "", "the body is empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "json"})
    void anotherMediaTypeIsUnreadable(String type) {
        assertUnreadable(
                type,
                ANY,
                "the media type is not the expected one,"
                        + " application/vnd.vmware.vidm.api-tokens.search.summary.list+json");
    }

    @Test
    void aBodyOf50MegabytesIsTooLarge() {
        assertUnreadable(
                "application/json", " ".repeat(50_000_000), "the body is larger than largestResponse, 10485760 bytes");
    }

    private static void assertUnreadable(String type, String body, String problem) {
        SERVICE.on(SampleCall.SEARCH)
                .undeclared(200)
                .header("Content-Type", type)
                .header("X-Request-Id", "r-1")
                .body(body);

        TokenApiException failure = SampleCall.failure(SERVICE.client(), SampleCall.SEARCH);

        assertThat(failure)
                .isInstanceOf(UnreadableResponseException.class)
                .hasMessage("searchApiTokens: status 200, request id r-1, " + problem)
                .hasNoCause();
        assertThat(failure.outcomeUnknown()).isFalse();
        assertThat(SERVICE.requests()).hasSize(1);
    }

    @Test
    void aFailureOf50MegabytesIsStillThatFailure() {
        SERVICE.on(SampleCall.SEARCH).undeclared(404).body(" ".repeat(50_000_000));

        assertThat(SampleCall.failure(SERVICE.client(), SampleCall.SEARCH)).isInstanceOf(NotFoundException.class);
    }

    @ParameterizedTest
    @EnumSource
    void a401IsTriedOnceMoreWithAFreshToken(SampleCall operation) {
        SERVICE.on(operation).respond(401);
        Secret[] tokens = {Secret.of("stale"), Secret.of("fresh")};
        TokenApiClient client = SERVICE.builder()
                .credentials(
                        Credentials.supplier(() -> tokens[SERVICE.requests().size()]))
                .build();

        client.send(operation.call());

        assertThat(SERVICE.requests())
                .extracting(request -> request.headers().get("Authorization").orElseThrow())
                .containsExactly("Bearer stale", "Bearer fresh");
        assertThat(SERVICE.pauses()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a401ForEverIsTriedOnceMoreAndNoMore(SampleCall operation) {
        SERVICE.on(operation).respond(401).times(2);
        TokenApiClient client = SERVICE.builder()
                .credentials(Credentials.supplier(() -> Secret.of("stale")))
                .build();

        TokenApiException failure = SampleCall.failure(client, operation);

        assertThat(failure).isInstanceOf(UnauthorizedException.class);
        assertThat(failure.outcomeUnknown()).isFalse();
        assertThat(SERVICE.requests()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void retryAfterInSecondsIsWaitedFor(int status) {
        SERVICE.on(SampleCall.SEARCH).respond(status).header("Retry-After", "7");

        SERVICE.client().send(SampleCall.SEARCH.call());

        assertThat(SERVICE.pauses()).containsExactly(Duration.ofSeconds(7));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void retryAfterAsADateIsWaitedFor(int status) {
        SERVICE.on(SampleCall.SEARCH).respond(status).header("Retry-After", "Sun, 22 Nov 2026 12:00:30 GMT");

        SERVICE.client().send(SampleCall.SEARCH.call());

        assertThat(SERVICE.pauses()).containsExactly(Duration.ofSeconds(30));
    }

    @Test
    void a503ForEverIsTriedAsOftenAsThePolicyAllows() {
        SERVICE.on(SampleCall.SEARCH).undeclared(503).times(4);

        assertThat(SampleCall.failure(SERVICE.client(), SampleCall.SEARCH))
                .isInstanceOf(OtherFailureException.class)
                .hasMessage("searchApiTokens: status 503");
        assertThat(SERVICE.requests()).hasSize(4);
        assertThat(SERVICE.pauses()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectIsNotFollowedSoThatCredentialsStay(int status) {
        SERVICE.on(SampleCall.SEARCH).undeclared(status).header("Location", OTHER.uri() + "/acs");
        OTHER.responds(json(ANY));

        assertThat(SampleCall.failure(SERVICE.client(), SampleCall.SEARCH))
                .isInstanceOfSatisfying(
                        UndocumentedStatusException.class,
                        failure -> assertThat(failure.status()).isEqualTo(status));
        assertThat(OTHER.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectOfTheTokenEndpointIsNotFollowed(int status) {
        OTHER.responds(json("{\"access_token\": \"a\"}"));
        BROKEN.responds(status(status).withHeader("Location", OTHER.uri() + "/token"));
        TokenApiClient client = BROKEN.builder()
                .credentials(Credentials.apiToken("CUSTOMER", Secret.of("vidb_1")))
                .build();

        assertThat(SampleCall.failure(client, SampleCall.SEARCH))
                .isInstanceOf(CredentialsException.class)
                .hasMessage("searchApiTokens: the token endpoint returned " + status);
        assertThat(OTHER.requests()).isEmpty();
    }
}
