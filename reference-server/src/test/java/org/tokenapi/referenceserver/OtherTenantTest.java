package org.tokenapi.referenceserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tokenapi.referenceserver.TestServer.DIRECTORY;
import static org.tokenapi.referenceserver.TestServer.NIGHTLY;
import static org.tokenapi.referenceserver.TestServer.REFRESH_TOKEN;
import static org.tokenapi.referenceserver.TestServer.TENANT;
import static org.tokenapi.referenceserver.TestServer.TOKENS;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Another tenant has rows with the same identifiers: each operation reads and changes those of its own tenant. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OtherTenantTest {
    private static final String OTHER = "OTHER";

    private TestServer server;

    @BeforeAll
    void start(@TempDir Path directory) {
        server = TestServer.start(directory);
        for (Map<String, Object> row : server.everything()) {
            assertThat(row).containsEntry("tenant", TENANT);
        }
        for (String table : TestServer.TABLES) {
            String columns = String.join(
                    ", ",
                    server.jdbc()
                            .sql("select name from pragma_table_info('" + table + "') where name <> 'tenant'")
                            .query(String.class)
                            .list());
            server.jdbc()
                    .sql("insert into " + table + " (tenant, " + columns + ") select '" + OTHER + "', " + columns
                            + " from " + table)
                    .update();
        }
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void regenerate() {
        changesItsOwn(server.call("POST", TOKENS + NIGHTLY + "?action=regenerate"));
    }

    @Test
    void patch() {
        changesItsOwn(server.patch("{\"token_display_name\":\"renamed\"}"));
    }

    @Test
    void put() {
        changesItsOwn(server.put(REFRESH_TOKEN, "{\"id\":\"" + REFRESH_TOKEN + "\",\"name\":\"renamed\"}"));
    }

    @Test
    void generateCredentials() {
        changesItsOwn(server.sync(DIRECTORY, null));
    }

    @Test
    void search() {
        assertThat(server.search("{}").send().json().get("totalCount").longValue())
                .isEqualTo(25);
    }

    private void changesItsOwn(TestServer.Call call) {
        List<Map<String, Object>> own = rows(TENANT);
        List<Map<String, Object>> others = rows(OTHER);

        TestServer.Answer answer = call.send();

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(rows(OTHER)).isEqualTo(others);
        assertThat(rows(TENANT)).isNotEqualTo(own);
    }

    private List<Map<String, Object>> rows(String tenant) {
        return server.everything().stream()
                .filter(row -> row.get("tenant").equals(tenant))
                .toList();
    }
}
