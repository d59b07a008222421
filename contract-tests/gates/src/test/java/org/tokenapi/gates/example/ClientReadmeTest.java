package org.tokenapi.gates.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tokenapi.client.Credentials;
import org.tokenapi.client.NotFoundException;
import org.tokenapi.client.Secret;
import org.tokenapi.client.TokenApiClient;
import org.tokenapi.contract.junit.ContractExtension;
import org.tokenapi.gates.TokenApi;

/** Compiles and runs the examples of the client's README. */
final class ClientReadmeTest {
    @RegisterExtension
    static final ContractExtension CONTRACT = ContractExtension.mock(TokenApi.document());

    private static final String ID = "0b8f6f5c-4d0e-4a57-9f0a-6a1d3c1e7b01";
    private static final Pattern SNIPPET = Pattern.compile("(?ms)^ *// README .*?\n(.*?)^ *// README$");

    /** The secret in the document's example, which the mock returns. */
    private static final Secret SECRET = Secret.of("vidb_ExampleExampleExampleExampleExampleExample4Xy9Z");

    private final Map<String, Secret> vault = new HashMap<>();
    private final ConcurrentMap<String, Secret> kept = new ConcurrentHashMap<>();
    private TokenApiClient client;

    @BeforeEach
    void connect() {
        client = connected(CONTRACT.baseUri());
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void readmeShowsEveryExample() throws IOException {
        String source = Files.readString(Path.of("src/test/java/org/tokenapi/gates/example/ClientExamples.java"));
        Matcher snippet = SNIPPET.matcher(source);
        List<String> snippets = new ArrayList<>();
        while (snippet.find()) {
            snippets.add("```java\n" + snippet.group(1).stripTrailing().stripIndent() + "\n```\n");
        }

        assertThat(snippets).hasSize(7);
        assertThat(Files.readString(TokenApi.CHECKOUT.resolve("client/README.md")))
                .contains(snippets);
    }

    @Test
    void quickStartExchangesTheApiTokenAndKeepsTheNewSecret() throws IOException {
        HttpServer service = service();
        service.createContext("/acs/t/CUSTOMER/token", exchange -> {
            byte[] issued = "{\"access_token\":\"issued\",\"token_type\":\"Bearer\",\"expires_in\":600}"
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, issued.length);
            exchange.getResponseBody().write(issued);
            exchange.close();
        });
        service.createContext("/acs/t/CUSTOMER/api-tokens/", exchange -> {
            boolean exchanged =
                    "Bearer issued".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] renewed = "{\"token\":\"renewed\"}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(exchanged ? 200 : 401, renewed.length);
            exchange.getResponseBody().write(renewed);
            exchange.close();
        });
        try {
            ClientExamples.quickStart(uri(service), "CUSTOMER", "an-api-token", ID, vault);
        } finally {
            service.stop(0);
        }

        assertThat(vault).containsEntry(ID, Secret.of("renewed"));
    }

    @Test
    void searchFindsTheTokensOfTheMock() {
        assertThat(ClientExamples.search(client)).containsExactly("nightly-build", "deploy-robot");
    }

    @Test
    void regenerateKeepsTheNewSecret() {
        List<String> alarms = new ArrayList<>();

        ClientExamples.regenerate(client, ID, vault, alarms);

        assertThat(vault).containsExactly(entry(ID, SECRET));
        assertThat(alarms).isEmpty();
    }

    @Test
    void regenerateRaisesAnAlarmIfTheOutcomeIsUnknown() throws IOException {
        HttpServer service = service();
        service.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.close();
        });
        List<String> alarms = new ArrayList<>();
        try (TokenApiClient broken = connected(uri(service))) {
            ClientExamples.regenerate(broken, ID, vault, alarms);
        } finally {
            service.stop(0);
        }

        assertThat(vault).isEmpty();
        assertThat(alarms).containsExactly("regenerate " + ID + " again");
    }

    @Test
    void changesConformToTheDocument() {
        ClientExamples.change(client, ID, "urn:vcloud:token:6f9d2c1e-8a44-4d1b-9a0c-2f6b7d8e9a01");

        assertThat(CONTRACT.takeVerdicts())
                .flatExtracting(verdict -> verdict.violations())
                .isEmpty();
    }

    @Test
    void nullIsSentAndWhatIsNotSetIsNot() {
        ClientExamples.change(client, ID, "urn:vcloud:token:6f9d2c1e-8a44-4d1b-9a0c-2f6b7d8e9a01");

        assertThat(CONTRACT.takeVerdicts())
                .extracting(verdict -> new String(verdict.exchange().request().body(), StandardCharsets.UTF_8))
                .last()
                .asString()
                .contains("\"expirationTimeUtc\":null")
                .doesNotContain("requireRotation");
    }

    @Test
    void generateGivesAnAccessToken() {
        assertThat(ClientExamples.generate(client, "4e7b1a2c-6666-4d5e-9f80-7a6b5c4d3e60"))
                .hasToString("********");
    }

    @Test
    void asynchronousCallsKeepEachNewSecret() {
        ClientExamples.asynchronous(client, List.of("1", "2", "3"), kept);

        assertThat(kept).containsOnlyKeys("1", "2", "3").containsValue(SECRET);
    }

    @Test
    void anAsynchronousCallThatFailsDoesNotLoseTheSecretsOfTheOthers() {
        CONTRACT.on("triggerApiTokenAction").respond(404);

        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> ClientExamples.asynchronous(client, List.of("1", "2", "3"), kept))
                .withCauseInstanceOf(NotFoundException.class);

        assertThat(kept).hasSize(2).containsValue(SECRET);
    }

    @Test
    void noKindOfCredentialsShowsItsSecret() {
        assertThat(ClientExamples.credentials(Secret.of("a-secret"), vault).toString())
                .doesNotContain("a-secret");
    }

    private static HttpServer service() throws IOException {
        HttpServer service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.start();
        return service;
    }

    private static URI uri(HttpServer service) {
        return URI.create("http://127.0.0.1:" + service.getAddress().getPort());
    }

    private static TokenApiClient connected(URI uri) {
        return TokenApiClient.builder()
                .baseUri(uri)
                .credentials(Credentials.bearer("an-access-token"))
                .build();
    }
}
