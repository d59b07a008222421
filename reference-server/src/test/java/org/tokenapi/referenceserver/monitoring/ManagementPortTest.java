package org.tokenapi.referenceserver.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementServerProperties;
import org.tokenapi.referenceserver.TestServer;

/** Health and metrics on a separate port. */
final class ManagementPortTest {
    @TempDir
    private Path directory;

    @Test
    void isOnTheInterfaceOfTheOperations() throws Exception {
        try (TestServer server = TestServer.start(directory, "--management.server.port=0")) {
            String port = server.context().getEnvironment().getProperty("local.management.port");
            HttpResponse<String> response = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());

            assertThat(address(server)).isEqualTo(InetAddress.getByName("127.0.0.1"));
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(server.call("GET", "/metrics").send().status()).isEqualTo(404);
        }
    }

    @Test
    void isOnTheInterfaceThatTheSettingsName() throws Exception {
        try (TestServer server =
                TestServer.start(directory, "--management.server.port=0", "--management.server.address=0.0.0.0")) {
            assertThat(address(server)).isEqualTo(InetAddress.getByName("0.0.0.0"));
        }
    }

    private static InetAddress address(TestServer server) {
        return server.bean(ManagementServerProperties.class).getAddress();
    }
}
