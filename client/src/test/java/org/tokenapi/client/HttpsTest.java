package org.tokenapi.client;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tokenapi.client.Service.ANY;
import static org.tokenapi.client.Service.json;
import static org.tokenapi.client.Service.status;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The client keeps its promises over TLS, and with HTTP/2, where a stream ends instead of a connection. */
@Timeout(60)
final class HttpsTest {
    private static final String PASSWORD = "changeit";

    /** More requests at once than one HTTP/2 connection to the server may have, which is 128. */
    private static final int MORE_THAN_STREAMS = 150;

    @TempDir
    private static Path directory;

    private static WireMockServer server;
    private static HttpClient trusting;

    @BeforeAll
    static void startWithACertificateOfItsOwn() throws IOException, InterruptedException, GeneralSecurityException {
        Path keys = directory.resolve("keys.p12");
        run(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                keys.toString(),
                "-storepass",
                PASSWORD);
        server = new WireMockServer(wireMockConfig()
                .dynamicPort()
                .dynamicHttpsPort()
                .keystorePath(keys.toString())
                .keystorePassword(PASSWORD)
                .keyManagerPassword(PASSWORD)
                .keystoreType("PKCS12")
                .jettyStopTimeout(0L)
                .asynchronousResponseEnabled(true)
                .asynchronousResponseThreads(2));
        server.start();
        trusting = HttpClient.newBuilder().sslContext(trusting(keys)).build();
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
    }

    private static SSLContext trusting(Path keys) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", store.getCertificate("server"));
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @BeforeEach
    void forget() {
        server.resetAll();
    }

    @ParameterizedTest
    @EnumSource
    void usesHttp2(SampleCall operation) {
        responses(json(ANY));

        client().build().send(operation.call());
        client().build().sendAsync(operation.call()).join();

        assertThat(requests()).extracting(LoggedRequest::getProtocol).containsExactly("HTTP/2.0", "HTTP/2.0");
    }

    @Test
    void manyCallsAtOnceAllEnd() {
        HttpClient http = HttpClient.newBuilder()
                .sslContext(trusting.sslContext())
                .version(ownVersion())
                .build();
        TokenApiClient client = client().httpClient(http).build();
        responses(json(ANY));
        // With HTTP/2, all calls that follow would share this connection.
        client.send(SampleCall.REGENERATE.call());
        responses(json(ANY).withFixedDelay(1000));

        List<CompletableFuture<?>> calls = new ArrayList<>();
        for (int i = 0; i < MORE_THAN_STREAMS; i++) {
            calls.add(client.sendAsync(SampleCall.REGENERATE.call()));
        }
        calls.forEach(CompletableFuture::join);

        assertThat(requests()).hasSize(1 + MORE_THAN_STREAMS);
    }

    /** The version of the HTTP client that the builder creates. */
    private static HttpClient.Version ownVersion() {
        return TokenApiClient.builder()
                .baseUri(uri())
                .credentials(Credentials.bearer("access.token"))
                .build()
                .transport()
                .http()
                .version();
    }

    @Test
    void knowsThatNothingWasSentIfTheCertificateIsNotTrusted() {
        TokenApiClient client = TokenApiClient.builder()
                .baseUri(uri())
                .credentials(Credentials.bearer("access.token"))
                .build();

        TokenApiException failure = SampleCall.failure(client, SampleCall.REGENERATE);

        assertThat(failure)
                .isInstanceOf(TransportException.class)
                .hasMessageContaining(": TLS handshake with localhost failed (");
        assertThat(failure.outcomeUnknown()).isFalse();
        assertThat(requests()).isEmpty();
    }

    @Test
    void theProxyOfATunnelGetsItsCredentialsAndTheServiceDoesNot() throws IOException {
        responses(json(ANY));
        try (TunnelProxy proxy = new TunnelProxy(server.httpsPort());
                TokenApiClient client = TokenApiClient.builder()
                        .baseUri(uri())
                        .credentials(Credentials.bearer("access.token"))
                        .sslContext(trusting.sslContext())
                        .proxy("localhost", proxy.port())
                        .proxyCredentials("user", Secret.of("pass"))
                        .build()) {
            client.send(SampleCall.REGENERATE.call());
            client.sendAsync(SampleCall.REGENERATE.call()).join();

            assertThat(proxy.heads())
                    .isNotEmpty()
                    .allSatisfy(head -> assertThat(head)
                            .startsWith("CONNECT localhost:" + server.httpsPort() + " ")
                            .contains("\r\nProxy-Authorization: Basic dXNlcjpwYXNz\r\n")
                            .doesNotContain("access.token"));
            assertThat(requests()).hasSize(2).allSatisfy(request -> {
                assertThat(request.getHeader("Proxy-Authorization")).isNull();
                assertThat(request.getHeader("Authorization")).isEqualTo("Bearer access.token");
            });
        }
    }

    @Test
    void knowsThatNothingWasSentIfTheServerDoesNotSpeakTls() {
        TokenApiClient client = client().baseUri(URI.create("https://localhost:" + server.port()))
                .build();

        TokenApiException failure = SampleCall.failure(client, SampleCall.REGENERATE);

        assertThat(failure)
                .isInstanceOf(TransportException.class)
                .hasMessageContaining(": TLS handshake with localhost failed (");
        assertThat(failure.outcomeUnknown()).isFalse();
    }

    static Stream<ResponseDefinitionBuilder> whatLeavesTheOutcomeUnknown() {
        return Stream.of(
                status(500),
                status(303).withHeader("Location", "/elsewhere"),
                json("{\"token\": \"vidb"),
                json(ANY + " ".repeat(2000)));
    }

    @ParameterizedTest
    @MethodSource
    void whatLeavesTheOutcomeUnknown(ResponseDefinitionBuilder response) {
        responses(response);
        TokenApiClient client = client().largestResponse(1000).build();

        assertThat(SampleCall.failure(client, SampleCall.REGENERATE).outcomeUnknown())
                .isTrue();
        assertThat(requests()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE"})
    void aConnectionThatBreaksIsTriedAgainOnlyWhereThatIsSafe(Fault fault) {
        responses(aResponse().withFault(fault));
        TokenApiClient client = client().retryPolicy(
                        new RetryPolicy(2, Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1)))
                .build();

        assertThat(SampleCall.failure(client, SampleCall.REGENERATE)).matches(TokenApiException::outcomeUnknown);
        assertThat(requests()).hasSize(1);
        assertThat(SampleCall.failure(client, SampleCall.SEARCH)).isInstanceOf(TransportException.class);
        assertThat(requests()).hasSize(3);
    }

    @Test
    void aBodyThatDribblesEndsTheAttempt() {
        responses(json(ANY).withChunkedDribbleDelay(100, 10_000));
        TokenApiClient client = client().attemptTimeout(Duration.ofMillis(300)).build();

        assertThat(SampleCall.failure(client, SampleCall.REGENERATE))
                .isInstanceOf(TransportException.class)
                .hasMessageContaining("no complete response within 300 ms");
    }

    @Test
    void cancellingEndsTheCallAndLeavesTheConnectionToOthers() {
        responses(json(ANY).withFixedDelay(10_000));
        TokenApiClient client = client().build();
        CompletableFuture<?> call = client.sendAsync(SampleCall.REGENERATE.call());
        while (requests().isEmpty()) {
            Thread.onSpinWait();
        }

        assertThat(call.cancel(true)).isTrue();

        assertThatThrownBy(call::join).isInstanceOf(CancellationException.class);
        responses(json(ANY));
        client.send(SampleCall.SEARCH.call());
        assertThat(requests()).hasSize(2);
    }

    private static URI uri() {
        return URI.create("https://localhost:" + server.httpsPort());
    }

    private static TokenApiClient.Builder client() {
        return TokenApiClient.builder()
                .baseUri(uri())
                .credentials(Credentials.bearer("access.token"))
                .httpClient(trusting);
    }

    private static void responses(ResponseDefinitionBuilder response) {
        server.stubFor(any(anyUrl()).willReturn(response));
    }

    private static List<LoggedRequest> requests() {
        return server.findAll(anyRequestedFor(anyUrl()));
    }
}
