package org.tokenapi.referenceserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tokenapi.referenceserver.TestServer.DIRECTORY;
import static org.tokenapi.referenceserver.TestServer.NIGHTLY;
import static org.tokenapi.referenceserver.TestServer.REFRESH_TOKEN;
import static org.tokenapi.referenceserver.TestServer.TENANT;
import static org.tokenapi.referenceserver.TestServer.TOKENS;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

/** Another tenant has rows with the same identifiers: each operation reads and changes only those of its own tenant. */
final class OtherTenantTest extends EachDatabase {
    private static final String OTHER = "OTHER";

    @BeforeParameterizedClassInvocation(injectArguments = false)
    void copyEveryRowToAnotherTenant() {
        for (Map<String, Object> row : server.everything()) {
            assertThat(row).containsEntry("tenant", TENANT);
        }
        for (String table : TestServer.TABLES) {
            List<Map<String, Object>> rows =
                    server.jdbc().sql("select * from " + table).query().listOfRows();
            if (table.equals("audit")) {
                // No change has been made yet.
                assertThat(rows).isEmpty();
                continue;
            }
            Set<String> names = rows.get(0).keySet();
            String columns =
                    names.stream().filter(name -> !name.equals("tenant")).collect(Collectors.joining(", "));
            server.jdbc()
                    .sql("insert into " + table + " (tenant, " + columns + ") select '" + OTHER + "', " + columns
                            + " from " + table)
                    .update();
        }
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

    private void changesItsOwn(TestServer.TestRequest call) {
        List<Map<String, Object>> own = rows(TENANT);
        List<Map<String, Object>> others = rows(OTHER);

        TestServer.TestResponse response = call.send();

        assertThat(response.status()).as(response.text()).isEqualTo(200);
        assertThat(rows(OTHER)).isEqualTo(others);
        assertThat(rows(TENANT)).isNotEqualTo(own);
    }

    private List<Map<String, Object>> rows(String tenant) {
        return server.everything().stream()
                .filter(row -> row.get("tenant").equals(tenant))
                .toList();
    }
}
