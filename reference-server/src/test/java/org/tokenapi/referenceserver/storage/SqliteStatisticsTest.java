package org.tokenapi.referenceserver.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tokenapi.referenceserver.TestServer;

final class SqliteStatisticsTest {
    @TempDir
    private Path directory;

    @Test
    void areThereAfterAStart() {
        try (TestServer server = TestServer.start(directory)) {
            assertThat(statistics(server, "api_token")).isNotEmpty().allMatch(numbers -> numbers.startsWith("25 "));
        }
    }

    @Test
    void followAtTheNextStartWhatHasChangedMuch() {
        try (TestServer server = TestServer.start(directory)) {
            server.jdbc()
                    .sql("with recursive n(i) as (select 1 union all select i + 1 from n where i < 1000)"
                            + " insert into directory (tenant, id) select 'OTHER', 'directory-' || i from n")
                    .update();
        }
        try (TestServer server = TestServer.start(directory)) {
            assertThat(statistics(server, "directory"))
                    .singleElement()
                    .asString()
                    .matches("10\\d\\d .*");
        }
    }

    private static List<String> statistics(TestServer server, String table) {
        return server.jdbc()
                .sql("select stat from sqlite_stat1 where tbl = ?")
                .param(table)
                .query(String.class)
                .list();
    }
}
