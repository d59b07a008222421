package org.tokenapi.referenceserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that receives SIGTERM completes its requests. */
final class GracefulStopTest {
    @TempDir
    private Path directory;

    @Test
    void requestInProgressIsCompletedBeforeTheStop() throws Exception {
        try (ServerProcess server = new ServerProcess(
                        List.of("--token-api.data-directory=" + directory, "--token-api.lock-timeout=1m"))
                .waitUntilReady()) {
            URI base = URI.create(server.base());
            Process process = server.process();
            try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("token-api.db"));
                    Statement lock = other.createStatement()) {
                lock.execute("begin immediate");
                CompletableFuture<HttpResponse<String>> underWay = HttpClient.newHttpClient()
                        .sendAsync(
                                HttpRequest.newBuilder(base.resolve(TestServer.TOKENS + TestServer.NIGHTLY))
                                        .method(
                                                "PATCH",
                                                HttpRequest.BodyPublishers.ofString(
                                                        "{\"token_display_name\":\"finished\"}"))
                                        .header("Authorization", "Bearer " + server.token())
                                        .header("Content-Type", TestServer.PATCH)
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
                waitUntilItHasBegun(base);
                process.destroy();
                waitUntilRefused(base);

                assertThat(underWay).isNotDone();
                assertThat(process.isAlive()).isTrue();
                lock.execute("rollback");

                assertThat(underWay.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
                assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
                assertThat(lock.executeQuery("select token_display_name from api_token where id = '"
                                        + TestServer.NIGHTLY + "'")
                                .getString(1))
                        .isEqualTo("finished");
            }
        }
    }

    /** The request has taken the writing connection. */
    private static void waitUntilItHasBegun(URI base) throws IOException, InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        long deadline = deadline();
        String metrics;
        do {
            assertThat(System.nanoTime()).isLessThan(deadline);
            metrics = http.send(
                            HttpRequest.newBuilder(base.resolve("/metrics")).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } while (!metrics.contains("hikaricp_connections_active{pool=\"writing\"} 1.0"));
    }

    private static void waitUntilRefused(URI base) throws IOException {
        long deadline = deadline();
        while (true) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            try (Socket socket = new Socket(base.getHost(), base.getPort())) {
                socket.setSoTimeout(1000);
            } catch (ConnectException refused) {
                return;
            } catch (SocketException reset) {
                // It was waiting to be accepted when the server stopped listening. The next one is refused.
                continue;
            }
        }
    }

    private static long deadline() {
        return System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    }
}
