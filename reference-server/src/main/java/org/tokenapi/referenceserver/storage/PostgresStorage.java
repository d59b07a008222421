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
 * A PostgreSQL database, which several servers may share. No message quotes its URL, whose parameters may include a
 * password.
 */
final class PostgresStorage {
    private static final int WRITERS = 8;
    private static final int READERS = 8;

    /** Zero means no limit, both in PostgreSQL and in its driver. */
    private static final Duration NO_LIMIT = Duration.ZERO;

    /** The socket timeout exceeds the statement timeout, so that the database reports the timeout if it can. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    /** A committed change survives a crash of the database, even if that is not its default. */
    private static final String DURABLE = "select set_config('synchronous_commit', 'on', false)"
            + " where current_setting('synchronous_commit') = 'off'";

    /**
     * PostgreSQL assumes spinning disks, on which it prefers to scan a whole table to reading most of an index. An
     * explicit setting is kept.
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
        // Otherwise the proxy opens a connection to find out, and an unreachable database has a stack trace.
        dataSource.setDefaultAutoCommit(true);
        dataSource.setDefaultTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        return dataSource;
    }

    /**
     * Each transaction sees one snapshot. A transaction that would overwrite a later change fails, and {@link
     * Transactions} repeats it. So no change is lost, and no statement has to take a lock.
     */
    @Bean(defaultCandidate = false)
    HikariDataSource writingConnections(TokenApiProperties properties, ApplicationContext context) {
        return pool("writing", WRITERS, properties, context);
    }

    /** Readers have their own connections, so that they don't wait while all writers wait for a row. */
    @Bean(defaultCandidate = false)
    HikariDataSource readingConnections(TokenApiProperties properties, ApplicationContext context) {
        return pool("reading", READERS, properties, context);
    }

    private static HikariDataSource pool(
            String name, int size, TokenApiProperties properties, ApplicationContext context) {
        Duration half = properties.lockTimeout().dividedBy(2);
        // The statement timeout includes the wait for a lock.
        Duration statement =
                StorageConfiguration.isServer(context) ? half.plus(properties.statementTimeout()) : NO_LIMIT;
        HikariConfig pool = new HikariConfig();
        pool.setPoolName(name);
        pool.setDataSource(connections(properties, statement));
        pool.setMaximumPoolSize(size);
        pool.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        // The pool supports no wait below 250 ms.
        pool.setConnectionTimeout(Math.max(half.toMillis(), 250));
        pool.setConnectionInitSql("set lock_timeout = " + Math.max(half.toMillis(), 1) + "; set statement_timeout = "
                + statement.toMillis() + "; " + DURABLE + "; " + NO_TURNING_DISK);
        // The migration below reports an unreachable database in its own words.
        pool.setInitializationFailTimeout(-1);
        return new HikariDataSource(pool);
    }

    /** Flyway uses one connection to wait for the migration of another server, and others to migrate. */
    @Bean(defaultCandidate = false)
    @FlywayDataSource
    DataSource migrationConnections(TokenApiProperties properties) {
        return connections(properties, NO_LIMIT);
    }

    /**
     * A database may sort by the rules of a language; the collation C compares bytes. PostgreSQL has no statistics on
     * the values of an expression until it analyzes the table.
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
                        "The PostgreSQL database can't be reached, or rejects the user.", SETTINGS, cause);
            }
            try {
                use.prepare(flyway, "The PostgreSQL database");
            } catch (FlywayException cause) {
                throw new StartException(
                        "The PostgreSQL database was not created by this or an earlier version of the server, or its user may"
                                + " not create tables.",
                        "Restore it from a backup, or use an empty database and its owner. " + SETTINGS,
                        cause);
            }
        };
    }

    @Bean
    SharedValues sharedValues(JdbcClient jdbc, Transactions transactions) {
        return new SharedTable(jdbc, transactions);
    }

    /** @param statement the statement timeout; zero for none */
    private static PGSimpleDataSource connections(TokenApiProperties properties, Duration statement) {
        PGSimpleDataSource connections = new PGSimpleDataSource();
        // Before the URL, whose parameters take precedence.
        connections.setApplicationName("token-api");
        connections.setTcpKeepAlive(true);
        if (!statement.isZero()) {
            // A database that hangs can't enforce its own limit.
            connections.setSocketTimeout(Math.toIntExact(statement.plus(GRACE).toSeconds()));
        }
        // The details of an error may quote a row, and messages may be logged.
        connections.setLogServerErrorDetail(false);
        connections.setConnectTimeout(
                Math.toIntExact(Math.max(properties.lockTimeout().toSeconds(), 1)));
        try {
            connections.setURL(Objects.requireNonNull(properties.databaseUrl()).reveal());
        } catch (IllegalArgumentException quoting) {
            throw new StartException(
                    "token-api.database-url is not a PostgreSQL URL.",
                    "Set a URL like jdbc:postgresql://host:5432/database.",
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
