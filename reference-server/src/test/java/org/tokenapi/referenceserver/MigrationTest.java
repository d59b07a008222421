package org.tokenapi.referenceserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** A database of an earlier version of the server. */
final class MigrationTest {

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void tokensAreFoundAndCountedAsBefore(TestDatabase database, @TempDir Path directory) {
        database.createTables(directory, "5");
        insert(database, directory, TestServer.TENANT, "later", 4_102_444_800_000L);
        insert(database, directory, TestServer.TENANT, "never", null);
        insert(database, directory, TestServer.TENANT, "sooner", 4_070_908_800_000L);
        insert(database, directory, "OTHER", "theirs", null);

        try (TestServer server = database.start(directory)) {
            JsonNode all = server.search("{}").send().json();
            assertThat(all.get("totalCount").longValue()).isEqualTo(3);
            assertThat(byExpiration(server, "asc")).containsExactly("sooner", "later", "never");
            assertThat(byExpiration(server, "desc")).containsExactly("later", "sooner", "never");
        }
    }

    private static List<String> byExpiration(TestServer server, String order) {
        List<String> ids = new ArrayList<>();
        server.search("{\"sort_by\":\"expiration_date\",\"sort_order\":\"" + order + "\"}")
                .send()
                .json()
                .get("items")
                .forEach(item -> ids.add(item.get("id").asString()));
        return ids;
    }

    private static void insert(TestDatabase database, Path directory, String tenant, String id, Long expires) {
        database.jdbc(directory)
                .sql(
                        "insert into api_token (tenant, id, secret_sha256, token_suffix, token_display_name, api_token_ttl,"
                                + " access_token_ttl, expiration_date, created_date, modified_date, stored_status)"
                                + " values (?, ?, ?, 'abcde', 'name', 1, 1, ?, 0, 0, 'ACTIVE')")
                .param(tenant)
                .param(id)
                .param(id)
                .param(expires)
                .update();
    }
}
