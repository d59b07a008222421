package org.tokenapi.referenceserver.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tokenapi.referenceserver.TestDatabase;

/** The commit itself ends the connection, so only the database knows whether it succeeded. */
final class UnknownOutcomeTest {

    @TempDir
    private Path directory;

    @Test
    void secretsAreKeptIfTheOutcomeOfTheImportIsUnknown() throws SQLException, IOException {
        List<String> settings = TestDatabase.POSTGRESQL.settings(directory);
        TestDatabase.POSTGRESQL
                .start(directory, "--token-api.sample-data=false")
                .close();
        cutCommitsOf("api_token");
        Path secrets = directory.resolve("secrets.jsonl");
        Path lines = Files.writeString(directory.resolve("lines.jsonl"), """
                {"kind":"api_token","tenant":"CUSTOMER","id":"t-1","token_display_name":"nightly",\
                "api_token_ttl":10,"access_token_ttl":5}
                """);

        CommandRun run = CommandRun.of(settings, "import", "--secrets-to", secrets.toString(), lines.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("it is unknown whether all lines were imported or none")
                .contains("The secrets are in " + secrets + ".");
        assertThat(Files.readAllLines(secrets)).singleElement().asString().contains("\"id\":\"t-1\"");
    }

    @Test
    void unknownOutcomeOfACommandIsReported() throws SQLException {
        TestDatabase.POSTGRESQL.start(directory).close();
        cutCommitsOf("audit");

        CommandRun run = CommandRun.of(TestDatabase.POSTGRESQL.settings(directory), "purge-expired", "--before", "10d");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("it is unknown whether the last step was done");
    }

    private void cutCommitsOf(String table) throws SQLException {
        String url = TestDatabase.POSTGRESQL.settings(directory).get(0).replace("--token-api.database-url=", "");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("create function cut() returns trigger language plpgsql as"
                    + " 'begin perform pg_terminate_backend(pg_backend_pid()); return null; end'");
            statement.execute("create constraint trigger cut after insert on " + table
                    + " deferrable initially deferred for each row execute function cut()");
        }
    }
}
