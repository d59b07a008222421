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

/** The database without further settings: one SQLite file in the data directory. */
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
     * One connection, because there can be one writer. Its transactions take the lock of the file at their start: one that
     * read first, and wanted to write after another had, would fail.
     */
    @Bean(defaultCandidate = false)
    HikariDataSource writingConnections(DatabaseFile file, TokenApiProperties properties, ApplicationContext context) {
        return pool("writing", file, SQLiteConfig.TransactionMode.IMMEDIATE, 1, properties, context);
    }

    /** Readers see the state at their first statement, and neither wait for the writer nor hold it up. */
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

    /** Flyway wants several connections, and no lock before it writes. */
    @Bean(defaultCandidate = false)
    @FlywayDataSource
    DataSource migrationConnections(DatabaseFile file, TokenApiProperties properties) {
        return file.connections(SQLiteConfig.TransactionMode.DEFERRED, properties.lockTimeout());
    }

    /** Text is compared byte by byte as it is, and {@link SqliteStatistics} follow the start. */
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
        // A request that has to wait longer is run again by Transactions. A command may wait here.
        pool.setDataSource(KeptStatements.of(
                file.connections(mode, StorageConfiguration.isServer(context) ? wait.attempt() : wait.lock())));
        pool.setMinimumIdle(1);
        pool.setMaximumPoolSize(size);
        pool.setConnectionTimeout(wait.connection().toMillis());
        // A transaction that did not get the lock leaves its connection thinking that it is in one.
        pool.setExceptionOverride(new SQLExceptionOverride() {
            @java.lang.Override
            public Override adjudicate(SQLException failure) {
                return Override.MUST_EVICT;
            }
        });
        return new HikariDataSource(pool);
    }
}
