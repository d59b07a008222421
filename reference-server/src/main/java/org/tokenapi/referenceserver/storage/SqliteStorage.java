package org.tokenapi.referenceserver.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.flyway.autoconfigure.FlywayDataSource;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.sqlite.SQLiteConfig;
import org.tokenapi.referenceserver.settings.TokenApiProperties;

/** The default database: one SQLite file in the data directory. */
final class SqliteStorage {
    private static final int READERS = 8;

    @Bean
    DataDirectory dataDirectory(TokenApiProperties properties) {
        return new DataDirectory(properties);
    }

    @Bean
    DatabaseFile databaseFile(DataDirectory directory, TokenApiProperties properties, DatabaseUse use) {
        return new DatabaseFile(directory, properties, use);
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
     * One connection, because SQLite allows one writer. A transaction takes the lock at its start: if it read first and
     * another process wrote in between, its own write would fail.
     */
    @Bean(defaultCandidate = false)
    HikariDataSource writingConnections(DatabaseFile file, TokenApiProperties properties, ApplicationContext context) {
        return pool("writing", file, SQLiteConfig.TransactionMode.IMMEDIATE, 1, properties, context);
    }

    /** Readers see the snapshot of their first statement. They neither wait for the writer nor block it. */
    @Bean(defaultCandidate = false)
    HikariDataSource readingConnections(DatabaseFile file, TokenApiProperties properties, ApplicationContext context) {
        return pool("reading", file, SQLiteConfig.TransactionMode.DEFERRED, READERS, properties, context);
    }

    @Bean
    SqliteBackup backup(DataDirectory directory, JdbcClient jdbc) {
        return new SqliteBackup(directory, jdbc);
    }

    @Bean
    @ConditionalOnWebApplication
    SqliteStatistics statistics(JdbcOperations jdbc) {
        return new SqliteStatistics(jdbc);
    }

    /** Flyway needs several connections, and no lock before it writes. */
    @Bean(defaultCandidate = false)
    @FlywayDataSource
    DataSource migrationConnections(DatabaseFile file, TokenApiProperties properties) {
        return file.connections(SQLiteConfig.TransactionMode.DEFERRED, properties.lockTimeout());
    }

    /** SQLite compares text byte by byte already, and {@link SqliteStatistics} run after the start. */
    @Bean
    FlywayConfigurationCustomizer placeholders() {
        return flyway -> flyway.placeholders(Map.of("bytewise", "", "analyze", ""));
    }

    @Bean
    FlywayMigrationStrategy migration(DatabaseFile file) {
        return file::prepare;
    }

    private static HikariDataSource pool(
            String name,
            DatabaseFile file,
            SQLiteConfig.TransactionMode mode,
            int size,
            TokenApiProperties properties,
            ApplicationContext context) {
        LockWait wait = LockWait.of(properties.lockTimeout());
        HikariConfig pool = new HikariConfig();
        pool.setPoolName(name);
        // Transactions repeats the attempts of a request. A command may wait here.
        pool.setDataSource(KeptStatements.of(
                file.connections(mode, StorageConfiguration.isServer(context) ? wait.attempt() : wait.lock())));
        pool.setMinimumIdle(1);
        pool.setMaximumPoolSize(size);
        pool.setConnectionTimeout(wait.connection().toMillis());
        // After a failed "begin", SQLite's driver still considers the connection in a transaction.
        pool.setExceptionOverride(new SQLExceptionOverride() {
            @java.lang.Override
            public Override adjudicate(SQLException failure) {
                return Override.MUST_EVICT;
            }
        });
        return new HikariDataSource(pool);
    }
}
