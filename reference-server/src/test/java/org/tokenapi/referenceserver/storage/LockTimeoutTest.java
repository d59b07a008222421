package org.tokenapi.referenceserver.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;
import org.tokenapi.referenceserver.TokenApiProperties;

final class LockTimeoutTest {

    /** A writer waits for the connection first and for the lock then. */
    @ParameterizedTest
    @ValueSource(longs = {250, 300, 777, 10_000, 3_600_000})
    void bothWaitsTogetherAreTheTimeout(long millis, @TempDir Path directory) throws SQLException {
        TokenApiProperties properties = new TokenApiProperties(
                directory,
                false,
                false,
                "issuer",
                null,
                "audience",
                DataSize.ofMegabytes(1),
                Duration.ofMillis(millis),
                null,
                null,
                null,
                null);
        DatabaseFile file = new DatabaseFile(new DataDirectory(properties), properties, DatabaseUse.CREATE);
        try (HikariDataSource writing = new SqliteStorage().writingConnections(file, properties);
                var connection = writing.getConnection();
                var statement = connection.createStatement();
                var busyTimeout = statement.executeQuery("pragma busy_timeout")) {
            assertThat(writing.getConnectionTimeout() + busyTimeout.getLong(1)).isEqualTo(millis);
        }
    }
}
