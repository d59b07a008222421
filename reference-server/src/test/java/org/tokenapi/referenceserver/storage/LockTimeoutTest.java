package org.tokenapi.referenceserver.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.util.unit.DataSize;
import org.tokenapi.referenceserver.settings.TokenApiProperties;

final class LockTimeoutTest {

    /** A writer waits first for the connection and then for the lock. */
    @ParameterizedTest
    @ValueSource(longs = {250, 300, 777, 10_000, 3_600_000})
    void bothWaitsTogetherAreTheTimeout(long millis, @TempDir Path directory) throws SQLException {
        try (HikariDataSource writing = connections(millis, directory, new GenericApplicationContext())) {
            assertThat(writing.getConnectionTimeout() + busyTimeout(writing)).isEqualTo(millis);
        }
    }

    /** The two waits of the last attempt end with the timeout. */
    @ParameterizedTest
    @ValueSource(longs = {250, 300, 777, 10_000, 3_600_000})
    void requestWaitsInShortAttempts(long millis, @TempDir Path directory) throws SQLException {
        try (HikariDataSource writing = connections(millis, directory, new ServletWebServerApplicationContext())) {
            Duration lastAttempt = LockWait.of(Duration.ofMillis(millis)).lastAttempt();

            assertThat(busyTimeout(writing)).isLessThanOrEqualTo(50);
            assertThat(lastAttempt.toMillis() + writing.getConnectionTimeout() + busyTimeout(writing))
                    .isEqualTo(millis);
        }
    }

    private static HikariDataSource connections(long millis, Path directory, ApplicationContext context) {
        TokenApiProperties properties = new TokenApiProperties(
                directory,
                false,
                false,
                "issuer",
                null,
                "audience",
                DataSize.ofMegabytes(1),
                Duration.ofMillis(millis),
                Duration.ofSeconds(30),
                null,
                null,
                null,
                null);
        DatabaseFile file = new DatabaseFile(new DataDirectory(properties), properties, DatabaseUse.CREATE);
        return new SqliteStorage().writingConnections(file, properties, context);
    }

    private static long busyTimeout(HikariDataSource connections) throws SQLException {
        try (var connection = connections.getConnection();
                var statement = connection.createStatement();
                var busyTimeout = statement.executeQuery("pragma busy_timeout")) {
            return busyTimeout.getLong(1);
        }
    }
}
