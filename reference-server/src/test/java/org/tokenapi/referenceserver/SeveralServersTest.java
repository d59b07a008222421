package org.tokenapi.referenceserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two processes on one PostgreSQL database, both started while it was empty. */
final class SeveralServersTest {
    private static final String REGENERATE = TestServer.TOKENS + TestServer.NIGHTLY + "?action=regenerate";

    private final JsonMapper json = new JsonMapper();

    @TempDir
    private Path directory;

    @Test
    void serveTheSameDataAndAcceptEachOthersTokens() throws Exception {
        List<String> settings = TestDatabase.POSTGRESQL.settings(directory);
        try (ServerProcess one = new ServerProcess(settings);
                ServerProcess two = new ServerProcess(settings)) {
            one.waitUntilReady();
            two.waitUntilReady();

            assertThat(search(one, two.token()).get("totalCount").longValue()).isEqualTo(1);
            String before = search(two, one.token()).at("/items/0/token_suffix").asString();
            JsonNode regenerated = send(one, two.token(), REGENERATE, TestServer.TRIGGER, "{}");
            assertThat(search(two, one.token()).at("/items/0/token_suffix").asString())
                    .isEqualTo(regenerated.get("token_suffix").asString())
                    .isNotEqualTo(before);
        }
        assertThat(directory.resolve("unused")).doesNotExist();
    }

    private JsonNode search(ServerProcess server, String token) throws Exception {
        return send(
                server,
                token,
                TestServer.TOKENS + "search",
                TestServer.SEARCH,
                "{\"and\":[{\"key\":\"id\",\"values\":[\"" + TestServer.NIGHTLY + "\"]}]}");
    }

    private JsonNode send(ServerProcess server, String token, String path, String type, String body) throws Exception {
        HttpResponse<String> response = server.send(token, "POST", path, type, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json.readTree(response.body());
    }
}
