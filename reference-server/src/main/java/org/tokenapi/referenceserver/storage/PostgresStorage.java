package org.tokenapi.referenceserver.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.flyway.autoconfigure.FlywayDataSource;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.tokenapi.referenceserver.settings.StartException;
import org.tokenapi.referenceserver.settings.TokenApiProperties;
import org.tokenapi.referenceserver.value.SecretValue;

/**
 * A PostgreSQL database, which several servers may share. No message quotes its URL, whose parameters may have a password.
 */
final class PostgresStorage {
    private static final int WRITERS = 8;
    private static final int READERS = 8;

    /** Zero is PostgreSQL's word for it, and the driver's. */
    private static final Duration NO_LIMIT = Duration.ZERO;

    /** How much longer than a statement may take its answer is waited for: the database is to speak first. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    /** An answered change survives a crash of the database, also where that is not its default. */
    private static final String DURABLE = "select set_config('synchronous_commit', 'on', false)"
            + " where current_setting('synchronous_commit') = 'off'";

    /**
     * What PostgreSQL assumes is a disk that turns, on which it would rather read a whole table than most of an index. A
     * setting that somebody has made stays.
     */
    private static final String NO_TURNING_DISK = "select set_config(name, '1.1', false) from pg_settings"
            + " where name = 'random_page_cost' and source = 'default'";

    private static final String SETTINGS =
            "Check token-api.database-url, token-api.database-user and token-api.database-password.";

    @Bean
    @Primary
    LazyConnectionDataSourceProxy dataSource(
            @Qualifier("writingConnections") DataSource writing, @Qualifier("readingConnections") DataSource reading) {
        LazyConnectionDataSourceProxy dataSource = new LazyConnectionDataSourceProxy();
        dataSource.setTargetDataSource(writing);
        dataSource.setReadOnlyDataSource(reading);
        // Else it would ask a connection, before the start tells of a database that can't be reached.
        dataSource.setDefaultAutoCommit(true);
        dataSource.setDefaultTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        return dataSource;
    }

    /**
     * Each transaction sees one state of the data. One that would change what another has changed since then fails, and
     * {@link Transactions} runs it again: no change is lost, and no statement has to take a lock.
     */
    @Bean(defaultCandidate = false)
    HikariDataSource writingConnections(TokenApiProperties properties, ApplicationContext context) {
        return pool("writing", WRITERS, properties, context);
    }

    /** Readers have connections of their own, so that they don't wait while all of the others wait for a row. */
    @Bean(defaultCandidate = false)
    HikariDataSource readingConnections(TokenApiProperties properties, ApplicationContext context) {
        return pool("reading", READERS, properties, context);
    }

    private static HikariDataSource pool(
            String name, int size, TokenApiProperties properties, ApplicationContext context) {
        Duration half = properties.lockTimeout().dividedBy(2);
        // The wait for a lock is part of the statement.
        Duration statement =
                StorageConfiguration.isServer(context) ? half.plus(properties.statementTimeout()) : NO_LIMIT;
        HikariConfig pool = new HikariConfig();
        pool.setPoolName(name);
        pool.setDataSource(connections(properties, statement));
        pool.setMaximumPoolSize(size);
        pool.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        // The pool can't wait for less than 250 ms.
        pool.setConnectionTimeout(Math.max(half.toMillis(), 250));
        pool.setConnectionInitSql("set lock_timeout = " + Math.max(half.toMillis(), 1) + "; set statement_timeout = "
                + statement.toMillis() + "; " + DURABLE + "; " + NO_TURNING_DISK);
        // The start tells of a database that can't be reached, in words of its own.
        pool.setInitializationFailTimeout(-1);
        return new HikariDataSource(pool);
    }

    /** Flyway waits for the migration of another server on one connection and migrates on others. */
    @Bean(defaultCandidate = false)
    @FlywayDataSource
    DataSource migrationConnections(TokenApiProperties properties) {
        return connections(properties, NO_LIMIT);
    }

    /**
     * The order of a database may be that of a language; its collation C compares bytes. Of the values of an expression it
     * knows nothing until it is told to look.
     */
    @Bean
    FlywayConfigurationCustomizer placeholders() {
        return flyway -> flyway.placeholders(Map.of("bytewise", "collate \"C\"", "analyze", "analyze api_token;"));
    }

    @Bean
    FlywayMigrationStrategy migration(TokenApiProperties properties, DatabaseUse use) {
        DataSource connections = connections(properties, NO_LIMIT);
        return flyway -> {
            try (Connection reached = connections.getConnection()) {
                reached.isValid(0);
            } catch (SQLException cause) {
                throw new StartException(
                        "The PostgreSQL database can't be reached, or lets nobody in.", SETTINGS, cause);
            }
            try {
                use.prepare(flyway, "The PostgreSQL database");
            } catch (FlywayException cause) {
                throw new StartException(
                        "The PostgreSQL database was not made by this version of the server, nor by one before it, or its"
                                + " user may not make tables.",
                        "Restore it from a backup, or give an empty database and its owner. " + SETTINGS,
                        cause);
            }
        };
    }

    @Bean
    SharedValues sharedValues(JdbcClient jdbc, Transactions transactions) {
        return new SharedTable(jdbc, transactions);
    }

    /** @param statement how long a statement takes at most; zero when there is no limit */
    private static PGSimpleDataSource connections(TokenApiProperties properties, Duration statement) {
        PGSimpleDataSource connections = new PGSimpleDataSource();
        // Before the URL, whose parameters win.
        connections.setApplicationName("token-api");
        connections.setTcpKeepAlive(true);
        if (!statement.isZero()) {
            // A database that fell silent can't keep to its own limit.
            connections.setSocketTimeout(Math.toIntExact(statement.plus(GRACE).toSeconds()));
        }
        // Details of an error may quote a row, and what is said here may get into a log.
        connections.setLogServerErrorDetail(false);
        connections.setConnectTimeout(
                Math.toIntExact(Math.max(properties.lockTimeout().toSeconds(), 1)));
        try {
            connections.setURL(Objects.requireNonNull(properties.databaseUrl()).reveal());
        } catch (IllegalArgumentException quoting) {
            throw new StartException(
                    "The token-api.database-url is none of PostgreSQL.",
                    "Give one like jdbc:postgresql://host:5432/database.",
                    null);
        }
        String user = properties.databaseUser();
        if (user != null) {
            connections.setUser(user);
        }
        SecretValue password = properties.databasePassword();
        if (password != null) {
            connections.setPassword(password.reveal());
        }
        return connections;
    }
}
