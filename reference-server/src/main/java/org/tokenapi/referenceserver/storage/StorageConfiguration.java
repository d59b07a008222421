package org.tokenapi.referenceserver.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.flyway.autoconfigure.FlywayDataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** The database: one SQLite file in the data directory. */
@Configuration(proxyBeanMethods = false)
final class StorageConfiguration {
    private static final String FILE = "token-api.db";

    /** How long a writer waits for the one before it. */
    private static final Duration BUSY = Duration.ofSeconds(10);

    private static final int READERS = 8;

    @Bean
    Clock clock() {
        // What is stored, shown and compared has milliseconds.
        return Clock.tickMillis(ZoneOffset.UTC);
    }

    @Bean
    SecureRandom secureRandom() {
        return new SecureRandom();
    }

    @Bean
    @Primary
    DataSource dataSource(
            @Qualifier("writingConnections") DataSource writing, @Qualifier("readingConnections") DataSource reading) {
        LazyConnectionDataSourceProxy dataSource = new LazyConnectionDataSourceProxy(writing);
        dataSource.setReadOnlyDataSource(reading);
        return dataSource;
    }

    /**
     * One connection, because there can be one writer. Its transactions take the lock of the file at their start: one that
     * read first, and wanted to write after another had, would fail.
     */
    @Bean(defaultCandidate = false)
    HikariDataSource writingConnections(DataDirectory directory) {
        SQLiteConfig config = config();
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        return pool(open(directory.resolve(FILE), config), 1);
    }

    /** Readers see the state at their first statement, and neither wait for the writer nor hold it up. */
    @Bean(defaultCandidate = false)
    HikariDataSource readingConnections(DataDirectory directory) {
        return pool(open(directory.resolve(FILE), config()), READERS);
    }

    /** Flyway wants several connections, and no lock before it writes. */
    @Bean(defaultCandidate = false)
    @FlywayDataSource
    DataSource migrationConnections(DataDirectory directory) {
        return open(directory.resolve(FILE), config());
    }

    private static HikariDataSource pool(DataSource connections, int size) {
        HikariConfig pool = new HikariConfig();
        pool.setDataSource(connections);
        pool.setMinimumIdle(1);
        pool.setMaximumPoolSize(size);
        pool.setConnectionTimeout(BUSY.toMillis());
        return new HikariDataSource(pool);
    }

    private static SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        // An answered change survives a loss of power.
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setBusyTimeout((int) BUSY.toMillis());
        return config;
    }

    private static DataSource open(Path file, SQLiteConfig config) {
        SQLiteDataSource sqlite = new SQLiteDataSource(config);
        sqlite.setUrl("jdbc:sqlite:" + file);
        try (var connection = sqlite.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("select count(*) from sqlite_master");
        } catch (SQLException cause) {
            throw new UnusableDataException(
                    "The database " + file + " can't be opened.",
                    "Restore it from a backup, or give another directory with --token-api.data-directory=...",
                    cause);
        }
        return sqlite;
    }
}
