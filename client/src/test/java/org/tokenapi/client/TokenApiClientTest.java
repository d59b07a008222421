package org.tokenapi.client;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.tokenapi.client.Service.ANY;
import static org.tokenapi.client.Service.json;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tokenapi.contract.check.Exchange;

final class TokenApiClientTest {
    @RegisterExtension
    private static final Service SERVICE = new Service();

    @RegisterExtension
    private static final ContractService CONTRACT = new ContractService();

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/behind/a/proxy", "/behind/a/proxy/"})
    void addsThePathsOfTheContractToTheBaseUri(String path) {
        SERVICE.responds(json(ANY));

        SERVICE.builder().baseUri(URI.create(SERVICE.uri() + path)).build().send(SampleCall.SEARCH.call());

        assertThat(SERVICE.request().getUrl())
                .isEqualTo(path.replaceAll("/$", "") + "/acs/t/CUSTOMER/api-tokens/search");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://host",
                "/relative",
                "mailto:a@b",
                "https://user@host",
                "https://host?q",
                "https://host#f",
                "https://host:99999",
                "https://host:0"
            })
    void refusesABaseUriThatCannotBeOne(String uri) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TokenApiClient.builder().baseUri(URI.create(uri)))
                .withMessageStartingWith("baseUri must")
                .withMessageNotContaining("user@");
    }

    @Test
    void namesTheSettingThatIsMissing() {
        assertThatIllegalStateException()
                .isThrownBy(() -> TokenApiClient.builder()
                        .baseUri(URI.create("https://host"))
                        .build())
                .withMessage("credentials must be set");
        assertThatIllegalStateException()
                .isThrownBy(() -> TokenApiClient.builder()
                        .credentials(Credentials.bearer("t"))
                        .build())
                .withMessage("baseUri must be set");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT25H"})
    void refusesATimeoutThatCannotBeOne(Duration timeout) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TokenApiClient.builder().attemptTimeout(timeout))
                .withMessage("attemptTimeout must be positive and at most one day");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TokenApiClient.builder().connectTimeout(timeout))
                .withMessage("connectTimeout must be positive and at most one day");
    }

    @Test
    void refusesALimitOfNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TokenApiClient.builder().largestResponse(0));
    }

    @Test
    void rejectsAnInvalidUserAgent() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TokenApiClient.builder().userAgent("a\nb"));
    }

    @ParameterizedTest
    @EnumSource(value = HttpClient.Redirect.class, names = "NEVER", mode = EnumSource.Mode.EXCLUDE)
    void refusesAnHttpClientThatFollowsRedirects(HttpClient.Redirect redirect) {
        HttpClient http = HttpClient.newBuilder().followRedirects(redirect).build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> TokenApiClient.builder().httpClient(http));
    }

    @Test
    void usesAnHttpClientThatIsHandedInAndLeavesItOpen() throws Exception {
        SERVICE.responds(json(ANY));
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            HttpClient http = HttpClient.newBuilder().executor(executor).build();
            for (int i = 0; i < 2; i++) {
                try (TokenApiClient client = SERVICE.builder().httpClient(http).build()) {
                    client.send(SampleCall.SEARCH.call());
                }
            }
            assertThat(SERVICE.requests()).hasSize(2);
        } finally {
            executor.shutdown();
        }
    }

    @Test
    void closesWhatItOwns() {
        AtomicInteger closed = new AtomicInteger();
        AutoCloseable owned = closed::incrementAndGet;
        Transport transport = SERVICE.client().transport();

        new TokenApiClient(Credentials.bearer("t"), transport, RetryPolicy.NEVER, owned).close();

        assertThat(closed).hasValue(1);
    }

    @Test
    void anHttpClientIsClosedWhereOneCanBeClosed() throws Exception {
        AtomicInteger closed = new AtomicInteger();
        AutoCloseable asFromJava21 = closed::incrementAndGet;

        TokenApiClient.closeable(asFromJava21).close();
        TokenApiClient.closeable("as before Java 21").close();

        assertThat(closed).hasValue(1);
    }

    @Test
    void aDefectOfTheHttpClientEndsAlikeWhetherOneWaitsOrNot() {
        HttpClient broken = HttpClient.newBuilder().proxy(new BrokenSelector()).build();
        TokenApiClient client = CONTRACT.builder().httpClient(broken).build();

        TokenApiException waited = SampleCall.failure(client, SampleCall.REGENERATE);
        Throwable notWaited = client.sendAsync(SampleCall.REGENERATE.call())
                .handle((value, failure) -> failure)
                .join();

        assertThat(waited)
                .isInstanceOf(TransportException.class)
                .hasMessageContaining("the connection broke (java.lang.IllegalStateException)");
        assertThat(notWaited).hasSameClassAs(waited).hasMessage(waited.getMessage());
    }

    private static final class BrokenSelector extends ProxySelector {
        @Override
        public List<Proxy> select(URI uri) {
            throw new IllegalStateException("a defect");
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
    }

    @Test
    void sharesOneConnectionAmongAllOperationsAndTheTokenEndpoint() {
        SERVICE.responds(anyUrl(), json(ANY));
        SERVICE.responds(urlPathMatching(".*/token"), json("{\"access_token\": \"a\"}"));
        try (TokenApiClient client = SERVICE.builder()
                .credentials(Credentials.apiToken("CUSTOMER", Secret.of("vidb_1")))
                .build()) {
            for (SampleCall operation : SampleCall.values()) {
                client.send(operation.call());
            }
        }

        assertThat(SERVICE.requests()).hasSize(6);
        assertThat(SERVICE.connections()).isEqualTo(1);
    }

    @Test
    void runsTheExampleOfTheReadme() {
        CONTRACT.on(SampleCall.REGENERATE).respond(200).body("{\"token\": \"renewed\"}");

        assertThat(ReadmeExample.renewFirstExpired(CONTRACT.uri(), "access.token"))
                .isEqualTo(Secret.of("renewed"));

        assertThat(CONTRACT.requests())
                .extracting(Exchange.Request::target)
                .containsExactly(
                        "/acs/t/CUSTOMER/api-tokens/search?startIndex=1",
                        "/acs/t/CUSTOMER/api-tokens/0b8f6f5c-4d0e-4a57-9f0a-6a1d3c1e7b01?action=regenerate");
    }

    @Test
    void showsHostAndKindOfCredentials() {
        assertThat(TokenApiClient.builder()
                        .baseUri(URI.create("https://idp.example/"))
                        .credentials(Credentials.apiToken("T", Secret.of("s3cret")))
                        .build())
                .hasToString("TokenApiClient of https://idp.example, API token");
    }
}
