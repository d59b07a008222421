package org.tokenapi.referenceserver.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tokenapi.referenceserver.TestDatabase;
import org.tokenapi.referenceserver.TestServer;

final class TracingTest {
    private final List<String> received = new CopyOnWriteArrayList<>();
    private HttpServer collector;

    @TempDir
    private Path directory;

    @BeforeEach
    void collect() throws IOException {
        collector = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        collector.createContext("/", exchange -> {
            received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
    }

    @AfterEach
    void stop() {
        collector.stop(0);
    }

    @Test
    void spansAreNamedAfterTheOperationAndContainNoSecret() {
        String token;
        String secret;
        try (TestServer server = TestServer.start(
                directory,
                "--token-api.otlp-endpoint=http://127.0.0.1:"
                        + collector.getAddress().getPort() + "/v1/traces")) {
            token = server.token();
            secret = server.call("POST", TestServer.TOKENS + TestServer.NIGHTLY + "?action=regenerate&x=of-the-query")
                    .header("Authorization", "Bearer " + token)
                    .send()
                    .property("token");
            server.form("/acs/t/CUSTOMER/token", "grant_type", "x", "api_token", secret)
                    .send();
            server.anonymous("GET", "/health/live").send();
        }
        // The remaining spans are sent when the server stops.
        String spans = String.join("", received);
        assertThat(spans)
                .contains("triggerApiTokenAction")
                .contains("token-api")
                .doesNotContain(token)
                .doesNotContain(secret)
                .doesNotContain("of-the-query")
                .doesNotContain("/health");
    }

    @Test
    void tracingIsOffByDefault() {
        TestServer server = TestDatabase.SQLITE.shared();
        assertThat(server.search("{}").send().status()).isEqualTo(200);
        assertThat(server.context().getBeanDefinitionNames())
                .isNotEmpty()
                .noneMatch(name -> name.contains("opentelemetry") || name.contains("otel") || name.contains("otlp"));
    }

    @Test
    void unreachableCollectorDoesNotAffectRequests() throws IOException {
        int port = collector.getAddress().getPort();
        collector.stop(0);
        try (TestServer server =
                TestServer.start(directory, "--token-api.otlp-endpoint=http://127.0.0.1:" + port + "/v1/traces")) {
            assertThat(server.search("{}").send().status()).isEqualTo(200);
        }
    }
}
