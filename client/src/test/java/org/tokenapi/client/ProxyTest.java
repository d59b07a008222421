package org.tokenapi.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.tokenapi.client.Service.json;

import java.io.IOException;
import java.net.Authenticator;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests through an HTTP proxy. HttpsTest has those through a tunnel. */
final class ProxyTest {
    @RegisterExtension
    private static final Service PROXY = new Service();

    private static final String REFUSAL = "HTTP/1.1 407 Proxy Authentication Required\r\n"
            + "Proxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0\r\n\r\n";

    @Test
    void aPlainRequestHasTheCredentialsOfBoth() {
        PROXY.responds(json("{\"token\": \"fresh\"}"));
        TokenApiClient client =
                proxied(PROXY.uri()).proxyCredentials("user", Secret.of("pass")).build();

        client.apiTokens("T").regenerate("1");

        assertThat(PROXY.request().getHeader("Proxy-Authorization")).isEqualTo("Basic " + base64("user:pass"));
        assertThat(PROXY.request().getHeader("Authorization")).isEqualTo("Bearer access.token");
        assertThat(PROXY.request().getHeader("Host")).isEqualTo("idp.invalid");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes());
    }

    private static TokenApiClient.Builder proxied(URI proxy) {
        return PROXY.builder().baseUri(URI.create("http://idp.invalid")).proxy(proxy.getHost(), proxy.getPort());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://idp.invalid", "https://idp.invalid"})
    void knowsThatNothingWasSentIfTheProxyRefuses(URI service) throws IOException {
        try (RawServer proxy = new RawServer(REFUSAL, RawServer.End.CLOSE)) {
            TokenApiClient client = proxied(proxy.uri()).baseUri(service).build();

            TokenApiException failure = SampleCall.failure(client, SampleCall.REGENERATE);

            assertThat(failure).hasMessage("triggerApiTokenAction: status 407");
            assertThat(failure.outcomeUnknown()).isFalse();
            assertThat(proxy.requests()).isEqualTo(1);
        }
    }

    @Test
    void a407WithoutAProxySaysNothing() throws IOException {
        try (RawServer server = new RawServer(REFUSAL, RawServer.End.CLOSE)) {
            TokenApiClient client = PROXY.builder().baseUri(server.uri()).build();

            assertThat(SampleCall.failure(client, SampleCall.REGENERATE).outcomeUnknown())
                    .isTrue();
        }
    }

    @Test
    void anAuthenticatorIsRefusedWhereItDropsTheAccessToken() {
        HttpClient http =
                HttpClient.newBuilder().authenticator(new Authenticator() {}).build();

        if (Runtime.version().feature() < 24) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> PROXY.builder().httpClient(http))
                    .withMessageContaining("JDK-8326949");
        } else {
            assertThat(PROXY.builder().httpClient(http).build()).isNotNull();
        }
    }

    @ParameterizedTest
    @CsvSource({"17.0.15, true", "23.0.2, true", "24, false", "25.0.1, false"})
    void theFaultWasMendedInJava24(String version, boolean drops) {
        assertThat(TokenApiClient.Builder.dropsAuthorization(Runtime.Version.parse(version)))
                .isEqualTo(drops);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65536})
    void refusesAPortThatCannotBe(int port) {
        assertThatIllegalArgumentException().isThrownBy(() -> PROXY.builder().proxy("host", port));
    }

    @Test
    void refusesAUserThatTheHeaderCannotHold() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PROXY.builder().proxyCredentials("a:b", Secret.of("s3cret")))
                .withMessageNotContaining("s3cret");
    }

    @Test
    void refusesSettingsThatWouldHaveNoEffect() {
        assertThatIllegalStateException()
                .isThrownBy(() -> PROXY.builder()
                        .proxy("host", 1)
                        .httpClient(HttpClient.newHttpClient())
                        .build());
        assertThatIllegalStateException()
                .isThrownBy(() -> PROXY.builder()
                        .proxyCredentials("user", Secret.of("pass"))
                        .build());
    }

    @Test
    void namesThePropertyWithoutWhichTheJdkSendsNoCredentialsInATunnel() {
        TokenApiClient.Builder builder = proxied(PROXY.uri())
                .baseUri(URI.create("https://idp.invalid"))
                .proxyCredentials("user", Secret.of("pass"));
        String property = "jdk.http.auth.tunneling.disabledSchemes";
        String value = System.getProperty(property);
        try {
            System.clearProperty(property);
            assertThatIllegalStateException()
                    .isThrownBy(builder::build)
                    .withMessageEndingWith("start the JVM with -D" + property + "=");
            System.setProperty(property, "Digest, basic");
            assertThatIllegalStateException().isThrownBy(builder::build);
        } finally {
            System.setProperty(property, value);
        }
        assertThat(builder.build()).isNotNull();
    }

    @Test
    void showsNoCredentials() {
        TokenApiClient client = proxied(PROXY.uri())
                .proxyCredentials("user", Secret.of("s3cret"))
                .build();

        assertThat(client + " " + client.transport()).doesNotContain("s3cret", base64("user:s3cret"));
    }
}
