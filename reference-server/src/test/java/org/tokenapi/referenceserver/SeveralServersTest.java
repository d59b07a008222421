package org.tokenapi.referenceserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two processes over one PostgreSQL database, both of which were started while it was empty. */
final class SeveralServersTest {
    private static final String REGENERATE = TestServer.TOKENS + TestServer.NIGHTLY + "?action=regenerate";

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();

    @TempDir
    private Path directory;

    @Test
    void serveTheSameDataAndAcceptEachOthersTokens() throws Exception {
        List<String> settings = TestDatabase.POSTGRESQL.settings(directory);
        try (Running one = new Running(settings);
                Running two = new Running(settings)) {
            one.waitUntilReady();
            two.waitUntilReady();

            assertThat(search(one, two.token).get("totalCount").longValue()).isEqualTo(1);
            String before = search(two, one.token).at("/items/0/token_suffix").asString();
            JsonNode regenerated = send(one, two.token, "POST", REGENERATE, TestServer.TRIGGER, "{}");
            assertThat(search(two, one.token).at("/items/0/token_suffix").asString())
                    .isEqualTo(regenerated.get("token_suffix").asString())
                    .isNotEqualTo(before);
        }
        assertThat(directory.resolve("unused")).doesNotExist();
    }

    private JsonNode search(Running server, String token) throws Exception {
        return send(
                server,
                token,
                "POST",
                TestServer.TOKENS + "search",
                TestServer.SEARCH,
                "{\"and\":[{\"key\":\"id\",\"values\":[\"" + TestServer.NIGHTLY + "\"]}]}");
    }

    private JsonNode send(Running server, String token, String method, String path, String type, String body)
            throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(server.base + path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", type)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json.readTree(answer.body());
    }

    /** A server in a process of its own. */
    private static final class Running implements AutoCloseable {
        private final Process process;
        private String base = "";
        private String token = "";

        Running(List<String> settings) throws IOException {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    ReferenceServer.class.getName(),
                    "--server.port=0"));
            command.addAll(settings);
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        }

        void waitUntilReady() throws IOException {
            List<String> said = new ArrayList<>();
            BufferedReader output = process.inputReader();
            while (token.isEmpty()) {
                String line = output.readLine();
                said.add(String.valueOf(line));
                assertThat(line).as(said::toString).isNotNull();
                if (line.startsWith("The reference server is ready: ")) {
                    base = line.substring(line.indexOf("http"));
                }
                if (line.startsWith("eyJ")) {
                    token = line;
                }
            }
        }

        @Override
        public void close() {
            process.destroy();
            process.onExit().join();
        }
    }
}
