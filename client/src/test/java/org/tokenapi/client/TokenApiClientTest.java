package org.tokenapi.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tokenapi.client.generated.invoker.ApiException;
import org.tokenapi.client.generated.model.SearchAPITokensRequestMedia;
import org.tokenapi.client.generated.model.SyncClientAction;
import org.tokenapi.client.generated.model.Token;

final class TokenApiClientTest {
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final List<URI> targets = new CopyOnWriteArrayList<>();
    private final Set<InetSocketAddress> connections = ConcurrentHashMap.newKeySet();
    private final CountDownLatch answerNow = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, 200, "{}"));
        server.start();
    }

    @AfterEach
    void stopServer() {
        answerNow.countDown();
        server.stop(0);
    }

    @Test
    void sendsTheTokenWithEveryOperation() throws ApiException {
        TokenApiClient client = client("/").build();

        client.apiTokens().searchApiTokens("CUSTOMER", null, null, new SearchAPITokensRequestMedia());
        client.cloudDirectorTokens()
                .updateToken(
                        "urn:vcloud:token:1",
                        new Token().id("urn:vcloud:token:1").name("n"));
        client.syncClients()
                .generateSyncClientCredentials("CUSTOMER", "d", SyncClientAction.GENERATE_CREDENTIALS, null);

        assertThat(authorizations).containsExactly("Bearer secret.token", "Bearer secret.token", "Bearer secret.token");
    }

    @Test
    void sharesOneConnectionAmongAllOperations() throws ApiException {
        TokenApiClient client = client("/").build();

        client.apiTokens().searchApiTokens("CUSTOMER", null, null, new SearchAPITokensRequestMedia());
        client.syncClients()
                .generateSyncClientCredentials("CUSTOMER", "d", SyncClientAction.GENERATE_CREDENTIALS, null);

        assertThat(connections).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/behind/a/proxy", "/behind/a/proxy/"})
    void addsThePathsOfTheContractToTheBaseUri(String basePath) throws ApiException {
        client(basePath).build().apiTokens().searchApiTokens("CUSTOMER", null, null, null);

        String prefix = basePath.replaceAll("/$", "");
        assertThat(targets.get(0).getRawPath()).isEqualTo(prefix + "/acs/t/CUSTOMER/api-tokens/search");
    }

    @Test
    void runsTheExampleOfTheReadme() throws ApiException {
        server.createContext("/acs", exchange -> {
            boolean search = exchange.getRequestURI().getPath().endsWith("/search");
            answer(exchange, 200, search ? "{\"items\": [{\"id\": \"1\"}]}" : "{\"token\": \"renewed\"}");
        });

        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());

        assertThat(ReadmeExample.renewFirstExpired(uri, "secret.token")).isEqualTo("renewed");
        assertThat(targets.get(1)).hasToString("/acs/t/CUSTOMER/api-tokens/1?action=regenerate");
    }

    @Test
    void doesNotFollowRedirects() {
        server.createContext("/acs", exchange -> {
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            answer(exchange, 307, "");
        });

        assertThatThrownBy(() -> client("/").build().apiTokens().searchApiTokens("CUSTOMER", null, null, null))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.getCode()).isEqualTo(307));
        assertThat(targets).hasSize(1);
    }

    @Test
    void givesUpAfterTheRequestTimeout() {
        server.createContext("/acs", exchange -> {
            try {
                answerNow.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            answer(exchange, 200, "{}");
        });

        TokenApiClient client =
                client("/").requestTimeout(Duration.ofMillis(50)).build();

        assertThatThrownBy(() -> client.apiTokens().searchApiTokens("CUSTOMER", null, null, null))
                .hasCauseInstanceOf(HttpTimeoutException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "with space", "line\nbreak", "ä"})
    void refusesATokenThatIsNoneWithoutRepeatingIt(String token) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TokenApiClient.builder().bearerToken(token))
                .withMessageStartingWith("bearerToken must be a token of RFC 6750");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ftp://host", "/relative", "mailto:a@b", "https://user@host", "https://host?q", "https://host#f"
            })
    void refusesABaseUriThatCannotBeOne(String uri) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TokenApiClient.builder().baseUri(URI.create(uri)))
                .withMessageStartingWith("baseUri must");
    }

    @Test
    void namesTheSettingThatIsMissing() {
        assertThatIllegalStateException()
                .isThrownBy(() -> TokenApiClient.builder()
                        .baseUri(URI.create("https://host"))
                        .build())
                .withMessage("bearerToken is missing");
        assertThatIllegalStateException()
                .isThrownBy(() -> TokenApiClient.builder().bearerToken("t").build())
                .withMessage("baseUri is missing");
    }

    @Test
    void refusesATimeoutThatIsNotPositive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TokenApiClient.builder().requestTimeout(Duration.ZERO))
                .withMessage("requestTimeout must be positive");
    }

    private TokenApiClient.Builder client(String path) {
        return TokenApiClient.builder()
                .baseUri(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path))
                .bearerToken("secret.token");
    }

    private void answer(HttpExchange exchange, int status, String body) throws IOException {
        authorizations.addAll(exchange.getRequestHeaders().get("Authorization"));
        targets.add(exchange.getRequestURI());
        connections.add(exchange.getRemoteAddress());
        exchange.getRequestBody().readAllBytes();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
