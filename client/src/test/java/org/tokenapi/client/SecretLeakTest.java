package org.tokenapi.client;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.tokenapi.client.Service.json;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.matching.UrlPattern;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tokenapi.client.generated.model.ApiTokenWithSecret;
import org.tokenapi.client.generated.model.SyncClientConfiguration;

/** Plants secrets wherever there may be one, and looks for them in messages, logs, output and thread dumps. */
final class SecretLeakTest {
    @RegisterExtension
    private static final Service SERVICE = new Service();

    private static final UrlPattern TOKEN_ENDPOINT = urlPathMatching(".*/token");
    private static final UrlPattern OPERATIONS = urlPathMatching(".*/(api-tokens|tokens|broker)/.*");

    private static final String BEARER = "plantedBearer+/7";
    private static final String API_TOKEN = "plantedApiToken+/7 &";
    private static final String CLIENT_SECRET = "plantedClientSecret:+/7";
    private static final String REFRESH_TOKEN = "plantedRefreshToken=+/7";
    private static final String ROTATED = "plantedRotated=+/7";
    private static final String ACCESS_TOKEN = "plantedAccessToken+/7";
    private static final String RETURNED = "plantedReturned+/7";
    private static final List<String> SECRETS =
            List.of(BEARER, API_TOKEN, CLIENT_SECRET, REFRESH_TOKEN, ROTATED, ACCESS_TOKEN, RETURNED);

    private static final String ISSUED = "{\"access_token\": \"" + ACCESS_TOKEN + "\", \"expires_in\": 60}";

    /** The body of a service that discloses secrets. */
    private static final String TELLTALE = "{\"token\": \"" + RETURNED + "\", \"client_secret\": \"" + RETURNED
            + "\", \"access_token\": \"" + ACCESS_TOKEN + "\", \"refresh_token\": \"" + ROTATED + "\"";

    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final Logger logger = Logger.getLogger("");
    private final Level level = logger.getLevel();
    private final Logger own = Logger.getLogger("org.tokenapi.client");
    private int records;
    private boolean malformed;
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            if ("org.tokenapi.client".equals(entry.getLoggerName())) {
                records++;
            } else if (malformed && "jdk.internal.httpclient.debug".equals(entry.getLoggerName())) {
                return;
            }
            see(entry.getMessage());
            see(entry.getParameters() == null ? null : Arrays.asList(entry.getParameters()));
            if (entry.getMessage() != null && entry.getParameters() != null) {
                see(MessageFormat.format(entry.getMessage(), entry.getParameters()));
            }
            see(entry.getThrown());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void seeEverything() {
        PrintStream all = new PrintStream(seen, true, StandardCharsets.UTF_8);
        System.setOut(all);
        System.setErr(all);
        handler.setLevel(Level.ALL);
        logger.addHandler(handler);
        logger.setLevel(Level.ALL);
        own.setLevel(Level.ALL);
    }

    @AfterEach
    void seeNoMore() {
        System.setOut(out);
        System.setErr(err);
        logger.removeHandler(handler);
        logger.setLevel(level);
        own.setLevel(null);
    }

    /** Collects a text: a message, an object as a string, or a failure with its stack trace and causes. */
    private synchronized void see(Object object) {
        StringWriter text = new StringWriter();
        if (object instanceof Throwable failure) {
            failure.printStackTrace(new PrintWriter(text, true));
        }
        text.append(String.valueOf(object)).append('\n');
        seen.writeBytes(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Collects what a thread dump shows. */
    private void seeThreads() {
        Thread.getAllStackTraces().forEach((thread, stack) -> see(thread + " " + Arrays.toString(stack)));
    }

    private void assertThatNoSecretIsSeen() {
        String all = seen.toString(StandardCharsets.UTF_8);
        for (String secret : SECRETS) {
            assertThat(all).doesNotContain(secret, URLEncoder.encode(secret, StandardCharsets.UTF_8));
            byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
            // Base64 depends on the bytes before; the characters at both ends may encode neighbouring bytes.
            for (int before = 0; before < 3; before++) {
                byte[] shifted = new byte[before + bytes.length];
                System.arraycopy(bytes, 0, shifted, before, bytes.length);
                for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
                    String encoded = encoder.withoutPadding().encodeToString(shifted);
                    assertThat(all).doesNotContain(encoded.substring(before == 0 ? 0 : 4, encoded.length() - 2));
                }
            }
        }
        // Every secret begins with this word, so a part of one is found too.
        assertThat(all).doesNotContain("planted");
    }

    private static List<Credentials> given() {
        return List.of(Credentials.bearer(BEARER), Credentials.supplier(() -> Secret.of(BEARER)));
    }

    private static List<Credentials> exchanged() {
        return List.of(
                Credentials.apiToken("CUSTOMER", Secret.of(API_TOKEN)),
                Credentials.client("CUSTOMER", "id", Secret.of(CLIENT_SECRET)),
                Credentials.refreshToken("acme", Secret.of(REFRESH_TOKEN)));
    }

    static Stream<Credentials> credentials() {
        return Stream.of(given(), exchanged()).flatMap(List::stream);
    }

    private static TokenApiClient client(Credentials credentials) {
        return SERVICE.builder()
                .credentials(credentials)
                .attemptTimeout(Duration.ofMillis(400))
                // Further attempts would show the same, only later.
                .retryPolicy(RetryPolicy.NEVER)
                .largestResponse(1000)
                .build();
    }

    @ParameterizedTest
    @MethodSource("credentials")
    void aSuccessShowsNoSecret(Credentials credentials) {
        SERVICE.responds(TOKEN_ENDPOINT, json(TELLTALE + ", \"expires_in\": 60}"));
        SERVICE.responds(
                OPERATIONS, json(TELLTALE + ", \"id\": \"1\", \"name\": \"n\", \"unknown\": \"" + RETURNED + "\"}"));
        try (TokenApiClient client = client(credentials)) {
            for (SampleCall operation : SampleCall.values()) {
                see(operation.call());
                see(client.send(operation.call()));
                CompletableFuture<?> call = client.sendAsync(operation.call());
                see(call);
                seeThreads();
                see(call.join());
                see(call);
            }
            ApiTokenWithSecret regenerated = client.apiTokens("CUSTOMER").regenerate("1");
            assertThat(regenerated.getToken()).isEqualTo(Secret.of(RETURNED));
            SyncClientConfiguration generated =
                    client.syncClients("CUSTOMER").generateCredentials("1", new SyncClientConfiguration());
            assertThat(generated.getAccessToken()).isEqualTo(Secret.of(ACCESS_TOKEN));
            assertThat(generated.getClientSecret()).isEqualTo(Secret.of(RETURNED));
            see(List.of(client, credentials, regenerated, generated, regenerated.getToken()));
            see(client.apiTokens("CUSTOMER"));
            see(client.transport());
            see(client.tokens());
        }

        assertThat(records).isGreaterThanOrEqualTo(12);
        assertThatNoSecretIsSeen();
    }

    static Stream<Arguments> failures() {
        Map<String, ResponseDefinitionBuilder> responses = Map.ofEntries(
                Map.entry("400", json(400, TELLTALE + ", \"error\": \"" + RETURNED + "\", \"minorErrorCode\": \"X\"}")),
                Map.entry("401", json(401, TELLTALE + ", \"errors\": [{\"code\": \"" + RETURNED + "\"}]}")),
                Map.entry("403", json(403, TELLTALE + ", \"title\": \"" + RETURNED + "\"}")),
                Map.entry("404 as HTML", aResponse().withStatus(404).withBody("<p>" + RETURNED + "</p>")),
                Map.entry("418", json(418, TELLTALE + "}")),
                Map.entry("500", json(500, TELLTALE + "}")),
                Map.entry("503", json(503, TELLTALE + "}").withHeader("Retry-After", RETURNED)),
                Map.entry("redirect", json(302, TELLTALE + "}").withHeader("Location", "http://other/?t=" + RETURNED)),
                Map.entry("request id", json(404, "{}").withHeader("X-Request-Id", RETURNED + " in two words")),
                Map.entry("half", json(TELLTALE)),
                Map.entry(
                        "secret that is none",
                        json("{\"access_token\": [\"" + ACCESS_TOKEN + "\"], \"token\": {\"" + RETURNED
                                + "\": 1}, \"items\": \"" + RETURNED + "\", \"id\": {}}")),
                Map.entry(
                        "key of a map",
                        json("{\"_links\": {\"" + RETURNED + "\": \"" + RETURNED + "\"}, \"id\": [], \"name\": {}}")),
                Map.entry("no JSON", json(RETURNED)),
                Map.entry(
                        "media type",
                        aResponse().withHeader("Content-Type", RETURNED).withBody(TELLTALE + "}")),
                Map.entry("too large", json(TELLTALE + "}" + " ".repeat(1000))),
                Map.entry("reset", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)),
                Map.entry("cut off", json(TELLTALE + "}").withFault(Fault.MALFORMED_RESPONSE_CHUNK)));
        return responses.entrySet().stream()
                .flatMap(response -> Stream.of(TOKEN_ENDPOINT, OPERATIONS)
                        .map(url -> Arguments.of(
                                response.getKey() + " of the "
                                        + (url == TOKEN_ENDPOINT ? "token endpoint" : "operations"),
                                url,
                                response.getValue())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void aFailureShowsNoSecret(String name, UrlPattern url, ResponseDefinitionBuilder response) {
        SERVICE.responds(TOKEN_ENDPOINT, json(ISSUED));
        SERVICE.responds(OPERATIONS, json(TELLTALE + ", \"id\": \"1\", \"name\": \"n\"}"));
        SERVICE.responds(url, response);

        for (Credentials credentials : url == TOKEN_ENDPOINT ? exchanged() : given()) {
            TokenApiClient client = client(credentials);
            for (SampleCall operation : SampleCall.values()) {
                seeFailure(client, operation);
            }
        }

        assertThat(records).isPositive();
        assertThatNoSecretIsSeen();
    }

    private void seeFailure(TokenApiClient client, SampleCall operation) {
        if (operation == SampleCall.REGENERATE) {
            CompletableFuture<?> call = client.sendAsync(operation.call());
            see(call.handle((value, failure) -> failure).join());
            see(call);
        }
        try {
            // Some operations succeed where others fail.
            see(client.send(operation.call()));
        } catch (TokenApiException failure) {
            see(failure);
        }
    }

    static Stream<String> malformedHttp() {
        return Stream.of(
                TELLTALE + "}\r\n\r\n",
                "HTTP/1.1 " + RETURNED + "\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX-Token: " + RETURNED + "\u0001\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX " + RETURNED + ": 1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX-Token: " + RETURNED,
                "HTTP/1.1 200 OK\r\nContent-Length: " + RETURNED + "\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + RETURNED + "\r\n",
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n" + TELLTALE);
    }

    @ParameterizedTest
    @MethodSource("malformedHttp")
    void whatIsNotHttpShowsNoSecret(String response) throws IOException {
        // The HTTP client of the JDK writes what it can't parse to its own debug log, as the README says.
        malformed = true;
        for (RawServer.End end : List.of(RawServer.End.CLOSE, RawServer.End.RESET)) {
            try (RawServer server = new RawServer(response, end)) {
                for (Credentials credentials : credentials().toList()) {
                    TokenApiClient client = SERVICE.builder()
                            .baseUri(server.uri())
                            .credentials(credentials)
                            .attemptTimeout(Duration.ofMillis(400))
                            .retryPolicy(RetryPolicy.NEVER)
                            .build();
                    see(SampleCall.failure(client, SampleCall.REGENERATE));
                }
            }
        }

        assertThatNoSecretIsSeen();
    }

    @Test
    void noConnectionShowsNoSecret() {
        credentials().forEach(credentials -> {
            TokenApiClient client = SERVICE.builder()
                    .baseUri(URI.create("http://host.invalid"))
                    .credentials(credentials)
                    .build();
            seeFailure(client, SampleCall.REGENERATE);
        });

        assertThatNoSecretIsSeen();
    }

    @Test
    void aResponseThatTakesTooLongShowsNoSecret() {
        SERVICE.responds(TOKEN_ENDPOINT, json(ISSUED));
        SERVICE.responds(OPERATIONS, json(TELLTALE + "}").withChunkedDribbleDelay(100, 10_000));

        seeFailure(client(exchanged().get(0)), SampleCall.REGENERATE);

        assertThatNoSecretIsSeen();
    }

    @Test
    void aRotationThatCannotBeKeptShowsNoSecret() {
        SERVICE.responds(TOKEN_ENDPOINT, json(TELLTALE + "}"));
        TokenApiClient client = client(Credentials.refreshToken("acme", Secret.of(REFRESH_TOKEN), token -> {
            throw new IllegalStateException(token.reveal());
        }));

        seeFailure(client, SampleCall.SEARCH);

        assertThatNoSecretIsSeen();
    }

    @Test
    void whatIsRefusedBeforeItIsSentShowsNoSecret() {
        see(thrown(() -> Credentials.bearer(BEARER + " ")));
        see(thrown(() -> SampleCall.SEARCH.call().header("X-Token", RETURNED + "\n")));
        see(thrown(() -> TokenApiClient.builder()
                .baseUri(URI.create("https://" + CLIENT_SECRET.replaceAll("\\W", "") + "@host"))));
        see(thrown(() -> SERVICE.client()
                .apiTokens("CUSTOMER")
                .search(Search.where("k").equalTo(RETURNED.repeat(400)))
                .iterator()
                .hasNext()));
        see(SampleCall.SEARCH.call().header("X-Token", RETURNED));
        see(Secret.of(RETURNED));

        assertThatNoSecretIsSeen();
    }

    private static Throwable thrown(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException failure) {
            return failure;
        }
        throw new AssertionError("nothing was thrown");
    }

    @Test
    void aSecretThatIsPrintedIsFound() {
        System.out.println(Base64.getEncoder().encodeToString(("id:" + RETURNED).getBytes(StandardCharsets.UTF_8)));

        assertThat(thrownByTheSearch()).isInstanceOf(AssertionError.class);
    }

    private Throwable thrownByTheSearch() {
        try {
            assertThatNoSecretIsSeen();
        } catch (AssertionError found) {
            return found;
        }
        return new IllegalStateException("nothing was found");
    }
}
