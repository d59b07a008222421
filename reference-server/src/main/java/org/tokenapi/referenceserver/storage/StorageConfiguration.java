package org.tokenapi.referenceserver.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
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
import org.tokenapi.referenceserver.TokenApiProperties;

/** The database: one SQLite file in the data directory. */
@Configuration(proxyBeanMethods = false)
final class StorageConfiguration {
    private static final String FILE = "token-api.db";

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
    HikariDataSource writingConnections(DataDirectory directory, TokenApiProperties properties) {
        SQLiteConfig config = config(properties);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        return pool(open(directory.resolve(FILE), config), 1, properties);
    }

    /** Readers see the state at their first statement, and neither wait for the writer nor hold it up. */
    @Bean(defaultCandidate = false)
    HikariDataSource readingConnections(DataDirectory directory, TokenApiProperties properties) {
        return pool(open(directory.resolve(FILE), config(properties)), READERS, properties);
    }

    /** Flyway wants several connections, and no lock before it writes. */
    @Bean(defaultCandidate = false)
    @FlywayDataSource
    DataSource migrationConnections(DataDirectory directory, TokenApiProperties properties) {
        return open(directory.resolve(FILE), config(properties));
    }

    private static HikariDataSource pool(DataSource connections, int size, TokenApiProperties properties) {
        HikariConfig pool = new HikariConfig();
        pool.setDataSource(connections);
        pool.setMinimumIdle(1);
        pool.setMaximumPoolSize(size);
        pool.setConnectionTimeout(properties.lockTimeout().toMillis());
        // A transaction that did not get the lock leaves its connection thinking that it is in one.
        pool.setExceptionOverride(new SQLExceptionOverride() {
            @java.lang.Override
            public Override adjudicate(SQLException failure) {
                return Override.MUST_EVICT;
            }
        });
        return new HikariDataSource(pool);
    }

    private static SQLiteConfig config(TokenApiProperties properties) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        // An answered change survives a loss of power.
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setBusyTimeout((int) properties.lockTimeout().toMillis());
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
