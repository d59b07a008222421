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
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.flyway.autoconfigure.FlywayDataSource;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tokenapi.referenceserver.StartException;
import org.tokenapi.referenceserver.TokenApiProperties;
import org.tokenapi.referenceserver.value.Secret;

/**
 * A PostgreSQL database, which several servers may share. No message quotes its URL, whose parameters may have a password.
 */
final class PostgresStorage {
    private static final int CONNECTIONS = 10;

    /** An answered change survives a crash of the database, also where that is not its default. */
    private static final String DURABLE = "select set_config('synchronous_commit', 'on', false)"
            + " where current_setting('synchronous_commit') = 'off'";

    private static final String SETTINGS =
            "Check token-api.database-url, token-api.database-user and token-api.database-password.";

    /**
     * Each transaction sees one state of the data. One that would change what another has changed since then fails, and
     * {@link Transactions} runs it again: no change is lost, and no statement has to take a lock.
     */
    @Bean
    @Primary
    HikariDataSource dataSource(TokenApiProperties properties) {
        Duration half = properties.lockTimeout().dividedBy(2);
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("database");
        pool.setDataSource(connections(properties));
        pool.setMaximumPoolSize(CONNECTIONS);
        pool.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        // The pool can't wait for less than 250 ms.
        pool.setConnectionTimeout(Math.max(half.toMillis(), 250));
        pool.setConnectionInitSql("set lock_timeout = " + Math.max(half.toMillis(), 1) + "; " + DURABLE);
        // The start tells of a database that can't be reached, in words of its own.
        pool.setInitializationFailTimeout(-1);
        return new HikariDataSource(pool);
    }

    /** Flyway waits for the migration of another server on one connection and migrates on others. */
    @Bean(defaultCandidate = false)
    @FlywayDataSource
    DataSource migrationConnections(TokenApiProperties properties) {
        return connections(properties);
    }

    /** The order of a database may be that of a language; its collation C compares bytes. */
    @Bean
    FlywayConfigurationCustomizer placeholders() {
        return flyway -> flyway.placeholders(Map.of("bytewise", "collate \"C\""));
    }

    @Bean
    FlywayMigrationStrategy migration(TokenApiProperties properties, DatabaseUse use) {
        DataSource connections = connections(properties);
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

    private static PGSimpleDataSource connections(TokenApiProperties properties) {
        PGSimpleDataSource connections = new PGSimpleDataSource();
        // Before the URL, whose parameters win.
        connections.setApplicationName("token-api");
        connections.setTcpKeepAlive(true);
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
        Secret password = properties.databasePassword();
        if (password != null) {
            connections.setPassword(password.reveal());
        }
        return connections;
    }
}
