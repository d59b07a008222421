package org.tokenapi.referenceserver.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.tokenapi.referenceserver.StartException;
import org.tokenapi.referenceserver.TokenApiProperties;

/** The SQLite file in the data directory: there, a database, and ready to be written to. */
final class DatabaseFile {
    private static final String ELSEWHERE = "give another directory with --token-api.data-directory=...";

    static final String NAME = "token-api.db";

    private final Path file;

    DatabaseFile(DataDirectory directory, TokenApiProperties properties) {
        file = directory.resolve(NAME);
        try {
            // SQLite would make it readable for all, and gives the files that it makes beside it the rights of this
            // one.
            directory.create(file, "");
        } catch (IOException cause) {
            throw new StartException(
                    "The database " + file + " can't be made.", "Make the directory writable, or " + ELSEWHERE, cause);
        }
        probe(connections(SQLiteConfig.TransactionMode.IMMEDIATE, properties.lockTimeout()));
    }

    /**
     * Connections to the file.
     *
     * @param wait how long a statement waits for another process
     */
    SQLiteDataSource connections(SQLiteConfig.TransactionMode mode, Duration wait) {
        SQLiteConfig config = new SQLiteConfig();
        config.setTransactionMode(mode);
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        // An answered change survives a loss of power.
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(Math.toIntExact(wait.toMillis()));
        SQLiteDataSource connections = new SQLiteDataSource(config);
        connections.setUrl("jdbc:sqlite:" + file);
        return connections;
    }

    /** Brings the tables to the form that this version of the server needs. */
    void migrate(Flyway flyway) {
        try {
            flyway.migrate();
        } catch (FlywayException cause) {
            if (Transactions.isLocked(cause)) {
                throw locked(cause);
            }
            throw new StartException(
                    "The database " + file + " was not made by this version of the server, nor by one before it.",
                    "Restore it from a backup, or " + ELSEWHERE,
                    cause);
        }
    }

    /** Writes, and takes it back: a file that can only be read shows itself no sooner. */
    private void probe(SQLiteDataSource connections) {
        try (var connection = connections.getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("create table write_probe (probe integer)");
            connection.rollback();
        } catch (SQLException cause) {
            if (Transactions.isLocked(cause)) {
                throw locked(cause);
            }
            throw new StartException(
                    "The database " + file + " can't be opened, or can't be written to.",
                    "Make the file writable, restore it from a backup, or " + ELSEWHERE,
                    cause);
        }
    }

    private StartException locked(Throwable cause) {
        return new StartException(
                "The database " + file + " is locked by another process.", "End that process, or " + ELSEWHERE, cause);
    }
}
