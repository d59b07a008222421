package org.tokenapi.referenceserver.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tokenapi.referenceserver.TestDatabase;

/** Commands that only read neither wait for a writer nor change the tables. */
final class ReadingCommandsTest {
    private static final String SHORT_WAIT = "--token-api.lock-timeout=250ms";

    @TempDir
    private Path directory;

    private Path data;

    @ParameterizedTest
    @ValueSource(strings = {"export", "audit", "backup DIR/backup.zip", "purge-expired --before 1d --dry-run"})
    void readsWhileAnotherProcessHoldsTheLock(String command) throws SQLException {
        data = sharedData();
        try (Connection other = connect(TestDatabase.SQLITE);
                Statement lock = other.createStatement()) {
            lock.execute("begin immediate");

            CommandRun run = run(TestDatabase.SQLITE, command);

            assertThat(run.exitCode()).as(run.err()).isZero();
        }
    }

    @Test
    void lockedDatabaseIsReportedToAWriter() throws SQLException {
        data = sharedData();
        try (Connection other = connect(TestDatabase.SQLITE);
                Statement lock = other.createStatement()) {
            lock.execute("begin immediate");

            CommandRun run = run(TestDatabase.SQLITE, "purge-expired --before 1d");

            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err()).contains("is locked by another process. Wait until a running import ends");
        }
    }

    @ParameterizedTest
    @CsvSource({"SQLITE, export", "SQLITE, audit", "SQLITE, backup DIR/backup.zip", "POSTGRESQL, export"})
    void leavesTheTablesOfAnotherVersionAsTheyAre(TestDatabase database, String command) throws SQLException {
        data = directory;
        database.createTables(data);
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute("delete from flyway_schema_history where version > '1'");

            CommandRun run = run(database, command);

            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err().lines())
                    .singleElement()
                    .asString()
                    .contains("has tables of another version of the server, and was not changed.");
            try (var history = statement.executeQuery("select count(*) from flyway_schema_history")) {
                history.next();
                assertThat(history.getInt(1)).isEqualTo(1);
            }
        }
    }

    /** The data of the shared server, which these commands do not change. */
    private static Path sharedData() {
        TestDatabase.SQLITE.shared();
        return TestDatabase.SQLITE.sharedDirectory();
    }

    private CommandRun run(TestDatabase database, String command) {
        List<String> settings = new ArrayList<>(database.settings(data));
        settings.add(SHORT_WAIT);
        return CommandRun.of(
                settings, command.replace("DIR", directory.toString()).split(" "));
    }

    private Connection connect(TestDatabase database) throws SQLException {
        return DriverManager.getConnection(
                database == TestDatabase.SQLITE
                        ? "jdbc:sqlite:" + data.resolve("token-api.db")
                        : database.settings(data).get(0).replace("--token-api.database-url=", ""));
    }
}
