package org.tokenapi.referenceserver.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.tokenapi.referenceserver.ReferenceServer;
import org.tokenapi.referenceserver.TestDatabase;
import org.tokenapi.referenceserver.TestServer;

/** Behavior that is specific to PostgreSQL. */
@ExtendWith(OutputCaptureExtension.class)
final class PostgresStorageTest {
    private static final String PATCH = "{\"token_display_name\":\"renamed\"}";

    /** A metric: a thread waits for a connection. */
    private static final Pattern HAS_PENDING = Pattern.compile("hikaricp_connections_pending\\{pool=\"\\w+\"} [1-9]");

    @TempDir
    private Path directory;

    private final ExecutorService callers = Executors.newCachedThreadPool();

    @AfterEach
    void stopCallers() {
        callers.shutdownNow();
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:mysql://localhost/d?password=hunter2, is not a PostgreSQL URL",
        "hunter2, is not a PostgreSQL URL",
        "jdbc:postgresql://127.0.0.1:1/d?user=u&password=hunter2, can't be reached",
    })
    void startThatFailsDoesNotQuoteTheUrl(String url, String words, CapturedOutput output) {
        assertThatThrownBy(() -> SpringApplication.run(
                        ReferenceServer.class, "--server.port=0", "--token-api.database-url=" + url))
                .isNotNull();

        assertThat(output.getAll()).contains(words).doesNotContain("hunter2").doesNotContain("\tat ");
    }

    @Test
    void userAndPasswordMayStandOnTheirOwn(CapturedOutput output) {
        List<String> settings = TestDatabase.POSTGRESQL.settings(directory);
        String url = settings.get(0).substring(0, settings.get(0).indexOf('?'));

        SpringApplication.run(
                        ReferenceServer.class,
                        url,
                        "--server.port=0",
                        "--token-api.print-access-token=false",
                        "--token-api.database-user=postgres",
                        "--token-api.database-password=hunter2",
                        "--logging.level.com.zaxxer=debug",
                        "--logging.level.org.flywaydb=debug",
                        "--logging.level.org.postgresql=debug")
                .close();

        assertThat(output.getAll()).contains("HikariPool").doesNotContain("hunter2");
    }

    @Test
    void databaseOfAnotherApplication(CapturedOutput output) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create table theirs (id integer)");
        }

        assertThatThrownBy(() -> TestDatabase.POSTGRESQL.start(directory)).isNotNull();
        assertThat(output.getAll())
                .contains("was not created by this or an earlier version")
                .doesNotContain("\tat ");
    }

    @Test
    void lockTimeoutOfARowIsReportedAs503() throws SQLException {
        try (TestServer server = TestDatabase.POSTGRESQL.start(directory, "--token-api.lock-timeout=300ms");
                Connection other = connect();
                Statement lock = other.createStatement()) {
            List<?> before = server.everything();
            other.setAutoCommit(false);
            lock.execute("select * from api_token for update");
            TestServer.TestResponse refused = server.patch(PATCH).send();
            TestServer.TestResponse read = server.search("{}").send();
            other.rollback();

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isEqualTo("5");
            assertThat(read.status()).isEqualTo(200);
            assertThat(server.everything()).isEqualTo(before);
            assertThat(server.patch(PATCH).send().status()).isEqualTo(200);
        }
    }

    @Test
    void readersDoNotWaitForWritersThatWait() throws Exception {
        try (TestServer server = TestDatabase.POSTGRESQL.start(directory, "--token-api.lock-timeout=1m");
                Connection other = connect();
                Statement lock = other.createStatement()) {
            other.setAutoCommit(false);
            lock.execute("select * from api_token for update");
            List<Future<TestServer.TestResponse>> patches = IntStream.range(0, 20)
                    .mapToObj(i -> callers.submit(() -> server.patch(PATCH).send()))
                    .toList();
            waitUntil(() -> HAS_PENDING
                    .matcher(server.anonymous("GET", "/metrics").send().text())
                    .find());
            TestServer.TestResponse search = server.search("{}").send();
            TestServer.TestResponse ready =
                    server.anonymous("GET", "/health/ready").send();
            other.rollback();

            assertThat(search.status()).isEqualTo(200);
            assertThat(ready.status()).isEqualTo(200);
            for (Future<TestServer.TestResponse> patch : patches) {
                assertThat(patch.get().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void statementTimeoutIsReportedAs503() throws SQLException {
        try (TestServer server = TestDatabase.POSTGRESQL.start(
                        directory, "--token-api.statement-timeout=100ms", "--token-api.lock-timeout=1s");
                Connection other = connect();
                Statement statement = other.createStatement()) {
            List<?> before = server.everything();
            whenATokenChanges(statement, "perform pg_sleep(600)");
            TestServer.TestResponse refused = server.patch(PATCH).send();
            statement.execute("drop trigger event on api_token");

            assertThat(refused.status()).as(refused.text()).isEqualTo(503);
            assertThat(refused.property("detail")).isEqualTo("Try again in 5 seconds.");
            assertThat(server.everything()).isEqualTo(before);
            assertThat(server.patch(PATCH).send().status()).isEqualTo(200);
        }
    }

    /** The database can't end its statement, so the server has to. */
    @Test
    void databaseThatHangsIsReportedAs503() throws Exception {
        try (TestServer server = TestDatabase.POSTGRESQL.start(
                        directory, "--token-api.statement-timeout=100ms", "--token-api.lock-timeout=1s");
                Connection other = connect();
                Statement statement = other.createStatement()) {
            List<?> before = server.everything();
            whenATokenChanges(statement, "copy (select 1) to program ''kill -STOP $PPID''; perform pg_sleep(600)");
            Future<TestServer.TestResponse> patch =
                    callers.submit(() -> server.patch(PATCH).send());
            TestServer.TestResponse refused;
            try {
                refused = patch.get(1, TimeUnit.MINUTES);
            } finally {
                statement.execute("copy (select pid from pg_stat_activity where query like 'update api_token%')"
                        + " to program 'xargs kill -CONT'");
            }
            statement.execute("drop trigger event on api_token");

            assertThat(refused.status()).as(refused.text()).isEqualTo(503);
            assertThat(refused.property("detail")).isEqualTo("Try again in 5 seconds.");
            assertThat(server.everything()).isEqualTo(before);
            assertThat(server.patch(PATCH).send().status()).isEqualTo(200);
        }
    }

    /** As in a restart of the database: requests in progress get 503, later ones succeed. */
    @Test
    void connectionsThatTheDatabaseEndsAreReplaced() throws SQLException {
        try (TestServer server = TestDatabase.POSTGRESQL.start(directory);
                Connection other = connect();
                Statement statement = other.createStatement()) {
            server.patch(PATCH).send();
            statement.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where datname = current_database() and pid <> pg_backend_pid()");

            assertThat(server.patch(PATCH).send().status()).isIn(200, 503);
            assertThat(server.patch(PATCH).send().status()).isIn(200, 503);
            // More requests than the pool has connections.
            for (int i = 0; i < 12; i++) {
                server.patch(PATCH).send();
            }
            assertThat(server.patch(PATCH).send().status()).isEqualTo(200);
        }
    }

    /** The commit itself ends the connection, so only the database knows whether it succeeded. */
    @Test
    void lostCommitIsReportedAsUnknown() throws SQLException {
        try (TestServer server = TestDatabase.POSTGRESQL.start(directory);
                Connection other = connect();
                Statement statement = other.createStatement()) {
            atTheCommitOfAChange(statement, "perform pg_terminate_backend(pg_backend_pid())");
            TestServer.TestResponse lost = server.patch(PATCH).send();
            statement.execute("drop trigger event on api_token");

            assertThat(lost.status()).as(lost.text()).isEqualTo(503);
            assertThat(lost.header("Retry-After")).isEqualTo("5");
            assertThat(lost.property("detail")).startsWith("It is unknown whether the request was carried out");
            assertThat(server.patch(PATCH).send().status()).isEqualTo(200);
        }
    }

    private static void whenATokenChanges(Statement statement, String action) throws SQLException {
        statement.execute(
                "create function act() returns trigger language plpgsql as 'begin " + action + "; return new; end'");
        statement.execute("create trigger event before update on api_token for each row execute function act()");
    }

    private static void atTheCommitOfAChange(Statement statement, String action) throws SQLException {
        statement.execute(
                "create function act() returns trigger language plpgsql as 'begin " + action + "; return null; end'");
        statement.execute("create constraint trigger event after update on api_token deferrable initially deferred"
                + " for each row execute function act()");
    }

    private static void waitUntil(BooleanSupplier condition) {
        Instant deadline = Instant.now().plusSeconds(30);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(deadline);
            Thread.onSpinWait();
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                TestDatabase.POSTGRESQL.settings(directory).get(0).replace("--token-api.database-url=", ""));
    }
}
