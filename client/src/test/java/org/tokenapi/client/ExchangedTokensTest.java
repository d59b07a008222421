package org.tokenapi.client;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.tokenapi.client.Service.ANY;
import static org.tokenapi.client.Service.held;
import static org.tokenapi.client.Service.json;
import static org.tokenapi.client.Service.status;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.matching.UrlPattern;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExchangedTokensTest {
    @RegisterExtension
    private static final Service SERVICE = new Service();

    private static final UrlPattern TOKEN_ENDPOINT = urlPathMatching(".*/token");
    private static final UrlPattern OPERATIONS = urlPathMatching(".*/(api-tokens|tokens|broker)/.*");
    private static final String USED_UP =
            ". The exchange was not repeated, because the API token or refresh token may be used up";

    @BeforeEach
    void scriptTheOperations() {
        SERVICE.responds(OPERATIONS, json(ANY));
    }

    @Test
    void exchangesAnApiToken() {
        SERVICE.responds(TOKEN_ENDPOINT, issued("a1", 1800));

        send(Credentials.apiToken("CUSTOMER", Secret.of("vidb_ a+b&c=ü")));

        LoggedRequest exchange = exchanges().get(0);
        assertThat(exchange.getMethod()).hasToString("POST");
        assertThat(exchange.getUrl()).isEqualTo("/acs/t/CUSTOMER/token");
        assertThat(exchange.getHeader("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(exchange.getHeader("Accept")).isEqualTo("application/json");
        assertThat(exchange.getHeader("Authorization")).isNull();
        assertThat(exchange.getHeader("User-Agent")).startsWith("token-api-client/");
        assertThat(exchange.getBodyAsString())
                .isEqualTo("grant_type=urn%3Acustom%3Avcf%3Aparams%3Aoauth%3Agrant-type%3Aapi-token"
                        + "&api_token=vidb_+a%2Bb%26c%3D%C3%BC");
        assertThat(authorizations()).containsExactly("Bearer a1");
    }

    @Test
    void exchangesAClientIdAndSecret() {
        SERVICE.responds(TOKEN_ENDPOINT, issued("a1", 1800));

        send(Credentials.client("a/b", "my:client", Secret.of("se cret")));

        LoggedRequest exchange = exchanges().get(0);
        assertThat(exchange.getUrl()).isEqualTo("/acs/t/a%2Fb/token");
        assertThat(exchange.getBodyAsString()).isEqualTo("grant_type=client_credentials");
        // Base64 of my%3Aclient:se+cret (RFC 6749, section 2.3.1).
        assertThat(exchange.getHeader("Authorization")).isEqualTo("Basic bXklM0FjbGllbnQ6c2UrY3JldA==");
        assertThat(authorizations()).containsExactly("Bearer a1");
    }

    @Test
    void exchangesARefreshToken() {
        SERVICE.responds(TOKEN_ENDPOINT, issued("a1", 1800));

        send(Credentials.refreshToken("acme", Secret.of("r1")));

        LoggedRequest exchange = exchanges().get(0);
        assertThat(exchange.getUrl()).isEqualTo("/oauth/tenant/acme/token");
        assertThat(exchange.getBodyAsString()).isEqualTo("grant_type=refresh_token&refresh_token=r1");
        assertThat(authorizations()).containsExactly("Bearer a1");
    }

    @Test
    void passesARotatedRefreshTokenOnBeforeUsingIt() {
        SERVICE.responds(
                TOKEN_ENDPOINT,
                json("{\"access_token\": \"a1\", \"expires_in\": 100, \"refresh_token\": \"r2\"}"),
                json("{\"access_token\": \"a2\", \"expires_in\": 100, \"refresh_token\": \"r2\"}"));
        List<String> rotated = new CopyOnWriteArrayList<>();
        TokenApiClient client = client(Credentials.refreshToken(
                "acme", Secret.of("r1"), token -> rotated.add(token.reveal() + " " + authorizations())));

        client.send(SampleCall.SEARCH.call());
        SERVICE.advance(Duration.ofSeconds(101));
        client.send(SampleCall.SEARCH.call());

        assertThat(rotated).containsExactly("r2 []");
        assertThat(exchanges())
                .extracting(LoggedRequest::getBodyAsString)
                .containsExactly(
                        "grant_type=refresh_token&refresh_token=r1", "grant_type=refresh_token&refresh_token=r2");
    }

    @Test
    void keepsARotatedRefreshTokenEvenIfItComesWithoutAnAccessToken() {
        SERVICE.responds(TOKEN_ENDPOINT, json("{\"refresh_token\": \"r2\"}"), issued("a1", 100));
        TokenApiClient client = client(Credentials.refreshToken("acme", Secret.of("r1")));

        assertThat(SampleCall.failure(client, SampleCall.SEARCH)).isInstanceOf(CredentialsException.class);
        client.send(SampleCall.SEARCH.call());

        assertThat(exchanges().get(1).getBodyAsString()).endsWith("refresh_token=r2");
    }

    @Test
    void passesARotatedRefreshTokenOnUntilItIsStored() {
        SERVICE.responds(
                TOKEN_ENDPOINT,
                json("{\"access_token\": \"a1\", \"expires_in\": 100, \"refresh_token\": \"r2\"}"),
                json("{\"access_token\": \"a2\", \"expires_in\": 100, \"refresh_token\": \"r2\"}"),
                json("{\"access_token\": \"a3\", \"expires_in\": 100, \"refresh_token\": \"r2\"}"));
        List<String> rotated = new CopyOnWriteArrayList<>();
        TokenApiClient client = client(Credentials.refreshToken("acme", Secret.of("r1"), token -> {
            rotated.add(token.reveal());
            if (rotated.size() < 3) {
                throw new IllegalStateException("no disk for " + token.reveal());
            }
        }));

        for (int i = 0; i < 2; i++) {
            assertThat(SampleCall.failure(client, SampleCall.SEARCH))
                    .isInstanceOf(CredentialsException.class)
                    .hasMessage("searchApiTokens: the consumer of rotated refresh tokens threw"
                            + " java.lang.IllegalStateException")
                    .hasNoCause();
        }
        // A refresh token that is not stored yet is not exchanged.
        assertThat(exchanges()).hasSize(1);
        client.send(SampleCall.SEARCH.call());
        SERVICE.advance(Duration.ofSeconds(101));
        client.send(SampleCall.SEARCH.call());

        assertThat(rotated).containsExactly("r2", "r2", "r2");
        assertThat(exchanges())
                .extracting(LoggedRequest::getBodyAsString)
                .extracting(body -> body.substring(body.lastIndexOf('=') + 1))
                .containsExactly("r1", "r2", "r2");
        assertThat(authorizations()).containsExactly("Bearer a2", "Bearer a3");
    }

    @Test
    void exchangesOnceForManyCalls() {
        SERVICE.responds(TOKEN_ENDPOINT, issued("a1", 1800));
        TokenApiClient client = client(apiToken());

        for (SampleCall operation : SampleCall.values()) {
            client.send(operation.call());
        }

        assertThat(exchanges()).hasSize(1);
        assertThat(authorizations()).hasSize(5).containsOnly("Bearer a1");
    }

    @Test
    void renewsBeforeTheEndWhileCallsGoOnWithTheOldToken() {
        SERVICE.responds(TOKEN_ENDPOINT, issued("a1", 1000), held(issued("a2", 1000)));
        TokenApiClient client = client(apiToken());
        client.send(SampleCall.SEARCH.call());

        SERVICE.advance(Duration.ofSeconds(899));
        client.send(SampleCall.SEARCH.call());
        assertThat(exchanges()).hasSize(1);

        SERVICE.advance(Duration.ofSeconds(2));
        client.send(SampleCall.SEARCH.call());
        assertThat(authorizations()).hasSize(3).containsOnly("Bearer a1");

        // A call after the token has expired waits for the renewal.
        SERVICE.advance(Duration.ofSeconds(98));
        CompletableFuture<?> late = client.sendAsync(SampleCall.SEARCH.call());
        assertThat(authorizations()).hasSize(3);
        SERVICE.release();
        late.join();
        assertThat(authorizations().get(3)).isEqualTo("Bearer a2");
        assertThat(exchanges()).hasSize(2);
    }

    @Test
    void keepsTheOldTokenUntilItsEndIfARenewalIsRefused() {
        SERVICE.responds(
                TOKEN_ENDPOINT, issued("a1", 1000), json(400, "{\"error\": \"invalid_grant\"}"), issued("a2", 1000));
        TokenApiClient client = client(apiToken());
        client.send(SampleCall.SEARCH.call());
        SERVICE.advance(Duration.ofSeconds(950));

        client.send(SampleCall.SEARCH.call());
        awaitExchanges(client, 2);
        for (int i = 0; i < 10; i++) {
            client.send(SampleCall.SEARCH.call());
        }

        assertThat(exchanges()).hasSize(2);
        assertThat(authorizations()).containsOnly("Bearer a1");
        SERVICE.advance(Duration.ofSeconds(50));
        client.send(SampleCall.SEARCH.call());
        assertThat(authorizations()).last().isEqualTo("Bearer a2");
    }

    @Test
    void asksAgainLaterIfARenewalFailedForATime() {
        SERVICE.responds(TOKEN_ENDPOINT, issued("a1", 1000), status(503), issued("a2", 1000));
        TokenApiClient client = client(apiToken());
        client.send(SampleCall.SEARCH.call());
        SERVICE.advance(Duration.ofSeconds(915));

        client.send(SampleCall.SEARCH.call());
        awaitExchanges(client, 2);
        SERVICE.advance(Duration.ofSeconds(39));
        client.send(SampleCall.SEARCH.call());
        assertThat(exchanges()).hasSize(2);

        SERVICE.advance(Duration.ofSeconds(3));
        client.send(SampleCall.SEARCH.call());
        awaitExchanges(client, 3);
        client.send(SampleCall.SEARCH.call());
        assertThat(authorizations()).last().isEqualTo("Bearer a2");
    }

    /** Waits for the end of a renewal in the background. */
    private static void awaitExchanges(TokenApiClient client, int count) {
        while (((ExchangedTokens) client.tokens()).isRenewing()) {
            Thread.onSpinWait();
        }
        assertThat(exchanges()).hasSize(count);
    }

    @Test
    void renewsAfterA401() {
        SERVICE.responds(TOKEN_ENDPOINT, issued("a1", 1800), issued("a2", 1800));
        SERVICE.responds(OPERATIONS, status(401), json(ANY));

        send(apiToken());

        assertThat(authorizations()).containsExactly("Bearer a1", "Bearer a2");
        assertThat(exchanges()).hasSize(2);
    }

    @Test
    void saysWhyIfASingleUseTokenCannotBeRenewedAfterA401() {
        SERVICE.responds(TOKEN_ENDPOINT, issued("a1", 1800), json(400, "{\"error\": \"invalid_grant\"}"));
        SERVICE.responds(OPERATIONS, status(401));

        assertThat(SampleCall.failure(client(apiToken()), SampleCall.REGENERATE))
                .isInstanceOf(CredentialsException.class)
                .hasMessage("triggerApiTokenAction: the token endpoint returned 400: invalid_grant");
        assertThat(authorizations()).hasSize(1);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(
                        json(400, "{\"error\": \"invalid_grant\", \"error_description\": \"secret\"}"),
                        "returned 400: invalid_grant",
                        400),
                Arguments.of(
                        json(401, "{\"error\": \"invalid_client\"}").withHeader("X-Request-Id", "r-7"),
                        "returned 401: invalid_client, request id r-7",
                        401),
                Arguments.of(json(400, "{\"error\": \"s3cret\"}"), "returned 400", 400),
                Arguments.of(status(404), "returned 404", 404),
                Arguments.of(
                        aResponse().withHeader("Content-Type", "text/html").withBody("<html>"),
                        "returned 200 without a bearer token" + USED_UP,
                        200),
                Arguments.of(status(200), "returned 200 without a bearer token" + USED_UP, 200),
                Arguments.of(json("{\"access_token\": \"a b\"}"), "returned 200 without a bearer token" + USED_UP, 200),
                Arguments.of(json("{\"access_token\": null}"), "returned 200 without a bearer token" + USED_UP, 200),
                Arguments.of(
                        json("{\"access_token\": \"a\", \"token_type\": \"DPoP\"}"),
                        "returned 200 without a bearer token" + USED_UP,
                        200),
                Arguments.of(json("[]"), "returned 200 without a bearer token" + USED_UP, 200));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aRefusalIsTypedAndNotRepeated(ResponseDefinitionBuilder response, String message, int status) {
        SERVICE.responds(TOKEN_ENDPOINT, response);

        TokenApiException failure = SampleCall.failure(client(apiToken()), SampleCall.REGENERATE);

        assertThat(failure)
                .isInstanceOfSatisfying(CredentialsException.class, e -> {
                    assertThat(e.status()).isEqualTo(status);
                    assertThat(e.isTemporary()).isFalse();
                    assertThat(e.outcomeUnknown()).isFalse();
                })
                .hasMessage("triggerApiTokenAction: the token endpoint " + message)
                .hasNoCause();
        assertThat(SERVICE.requests()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void aTemporaryFailureIsRepeatedBecauseNothingWasSent(SampleCall operation) {
        SERVICE.responds(
                TOKEN_ENDPOINT,
                status(500),
                aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER),
                status(429).withHeader("Retry-After", "9"),
                issued("a1", 1800));

        client(Credentials.client("CUSTOMER", "id", Secret.of("s"))).send(operation.call());

        assertThat(exchanges()).hasSize(4);
        assertThat(authorizations()).containsExactly("Bearer a1");
        assertThat(SERVICE.pauses()).hasSize(3).last().isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void aTokenEndpointThatIsTemporarilyUnavailableIsAskedAgain() {
        SERVICE.responds(TOKEN_ENDPOINT, json(400, "{\"error\": \"temporarily_unavailable\"}"), issued("a1", 1800));

        client(apiToken()).send(SampleCall.REGENERATE.call());

        assertThat(exchanges()).hasSize(2);
    }

    @Test
    void anExchangeThatMayBeRepeatedIsRepeatedAfterA408() {
        SERVICE.responds(TOKEN_ENDPOINT, status(408), issued("a1", 1800));

        client(Credentials.client("CUSTOMER", "id", Secret.of("s"))).send(SampleCall.REGENERATE.call());

        assertThat(exchanges()).hasSize(2);
    }

    @Test
    void anExchangeThatMayBeUsedUpIsNotRepeatedAfterA408() {
        SERVICE.responds(TOKEN_ENDPOINT, status(408), issued("a1", 1800));

        assertThat(SampleCall.failure(client(apiToken()), SampleCall.REGENERATE))
                .hasMessageEndingWith("the token endpoint returned 408" + USED_UP);
        assertThat(exchanges()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", \"token_type\": \"\"", ", \"token_type\": null", ", \"token_type\": \"BEARER\""})
    void theTypeOfATokenIsComparedWithoutCaseAndMayBeEmpty(String type) {
        SERVICE.responds(TOKEN_ENDPOINT, json("{\"access_token\": \"a1\"" + type + "}"));

        client(apiToken()).send(SampleCall.SEARCH.call());

        assertThat(authorizations()).containsExactly("Bearer a1");
    }

    static List<Credentials> whatMayBeGoodForOneExchange() {
        return List.of(apiToken(), Credentials.refreshToken("acme", Secret.of("r1")));
    }

    @ParameterizedTest
    @MethodSource("whatMayBeGoodForOneExchange")
    void whatMayBeGoodForOneExchangeIsSentAgainIfItWasNotTaken(Credentials credentials) {
        SERVICE.responds(TOKEN_ENDPOINT, status(429), status(503), issued("a1", 1800));

        client(credentials).send(SampleCall.REGENERATE.call());

        assertThat(exchanges()).hasSize(3);
    }

    static Stream<Arguments> whatMayHaveUsedItUp() {
        return whatMayBeGoodForOneExchange().stream()
                .flatMap(credentials -> Stream.of(
                                status(500),
                                status(502),
                                status(504),
                                aResponse().withFault(Fault.EMPTY_RESPONSE))
                        .map(response -> Arguments.of(credentials, response)));
    }

    @ParameterizedTest
    @MethodSource
    void whatMayHaveUsedItUp(Credentials credentials, ResponseDefinitionBuilder response) {
        SERVICE.responds(TOKEN_ENDPOINT, response);

        assertThat(SampleCall.failure(client(credentials), SampleCall.SEARCH))
                .isInstanceOfSatisfying(
                        CredentialsException.class,
                        e -> assertThat(e.isTemporary()).isFalse())
                .hasMessageEndingWith(USED_UP);
        assertThat(exchanges()).hasSize(1);
        assertThat(SERVICE.pauses()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void aTemporaryFailureThatLastsIsTyped(int status) {
        SERVICE.responds(TOKEN_ENDPOINT, status(status).withHeader("Retry-After", "300"));

        TokenApiClient client = client(Credentials.client("CUSTOMER", "id", Secret.of("s")));
        assertThat(SampleCall.failure(client, SampleCall.REGENERATE))
                .isInstanceOfSatisfying(CredentialsException.class, e -> {
                    assertThat(e.isTemporary()).isTrue();
                    assertThat(e.status()).isEqualTo(status);
                    assertThat(e.retryAfter()).contains(Duration.ofSeconds(300));
                });
        assertThat(exchanges()).hasSize(1);
    }

    @Test
    void aTokenEndpointThatIsNotThereIsTyped() throws IOException {
        URI unused;
        try (ServerSocket socket = new ServerSocket(0)) {
            unused = URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
        TokenApiClient client =
                SERVICE.builder().baseUri(unused).credentials(apiToken()).build();

        assertThat(SampleCall.failure(client, SampleCall.REGENERATE))
                .isInstanceOfSatisfying(CredentialsException.class, e -> {
                    assertThat(e.isTemporary()).isTrue();
                    assertThat(e.status()).isZero();
                })
                .hasMessage("triggerApiTokenAction: token endpoint: cannot connect to " + unused.getAuthority()
                        + " (java.net.ConnectException)");
        assertThat(SERVICE.pauses()).hasSize(3);
    }

    @Test
    void aTokenEndpointThatHangsEndsWithTheAttempt() {
        SERVICE.responds(TOKEN_ENDPOINT, issued("a1", 1800).withFixedDelay(10_000));
        TokenApiClient client = SERVICE.builder()
                .credentials(apiToken())
                .attemptTimeout(Duration.ofMillis(100))
                .retryPolicy(RetryPolicy.NEVER)
                .build();

        assertThat(SampleCall.failure(client, SampleCall.REGENERATE))
                .isInstanceOf(CredentialsException.class)
                .hasMessage("triggerApiTokenAction: token endpoint: no complete response within 100 ms" + USED_UP);
    }

    @Test
    void waitsForATokenNoLongerThanTheTotalTime() {
        SERVICE.responds(TOKEN_ENDPOINT, issued("a1", 1800).withFixedDelay(10_000));
        TokenApiClient client = SERVICE.builder()
                .credentials(apiToken())
                .retryPolicy(new RetryPolicy(1, Duration.ZERO, Duration.ZERO, Duration.ofMillis(100)))
                .build();

        assertThat(SampleCall.failure(client, SampleCall.REGENERATE))
                .isInstanceOf(CredentialsException.class)
                .hasMessage("triggerApiTokenAction: no access token within the total time");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", \"expires_in\": \"soon\"", ", \"expires_in\": 0", ", \"expires_in\": -1"})
    void livesWithoutALifeThatMakesSense(String life) {
        SERVICE.responds(TOKEN_ENDPOINT, json("{\"access_token\": \"a1\"" + life + "}"));

        send(apiToken());

        assertThat(authorizations()).containsExactly("Bearer a1");
    }

    @Test
    void trustsNoTokenForLongerThanAYear() {
        SERVICE.responds(TOKEN_ENDPOINT, issued("a1", Long.MAX_VALUE));
        TokenApiClient client = client(apiToken());
        client.send(SampleCall.SEARCH.call());

        SERVICE.advance(Duration.ofDays(366));
        client.send(SampleCall.SEARCH.call());

        assertThat(exchanges()).hasSize(2);
    }

    private static Credentials apiToken() {
        return Credentials.apiToken("CUSTOMER", Secret.of("vidb_1"));
    }

    private static TokenApiClient client(Credentials credentials) {
        return SERVICE.builder().credentials(credentials).build();
    }

    private static void send(Credentials credentials) {
        client(credentials).send(SampleCall.SEARCH.call());
    }

    private static ResponseDefinitionBuilder issued(String token, long seconds) {
        return json(
                "{\"access_token\": \"" + token + "\", \"token_type\": \"bearer\", \"expires_in\": " + seconds + "}");
    }

    private static List<LoggedRequest> exchanges() {
        return SERVICE.requests(TOKEN_ENDPOINT);
    }

    private static List<String> authorizations() {
        return SERVICE.requests(OPERATIONS).stream()
                .map(request -> request.getHeader("Authorization"))
                .toList();
    }
}
