package org.tokenapi.referenceserver.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.tokenapi.referenceserver.settings.StartException;
import org.tokenapi.referenceserver.settings.TokenApiProperties;

/** The SQLite file in the data directory: there, a database, and ready to be written to. */
final class DatabaseFile {
    private static final String ELSEWHERE = "give another directory with --token-api.data-directory=...";

    static final String NAME = "token-api.db";

    private final Path file;
    private final DatabaseUse use;

    DatabaseFile(DataDirectory directory, TokenApiProperties properties, DatabaseUse use) {
        this.use = use;
        file = directory.resolve(NAME);
        try {
            // SQLite would make it readable for all, and gives the files that it makes beside it the rights of this
            // one.
            directory.create(file, "");
        } catch (IOException cause) {
            throw new StartException(
                    "The database " + file + " can't be made.", "Make the directory writable, or " + ELSEWHERE, cause);
        }
        if (use == DatabaseUse.READ) {
            probe(
                    SQLiteConfig.TransactionMode.DEFERRED,
                    properties.lockTimeout(),
                    "select count(*) from sqlite_schema");
        } else {
            // A file that can only be read shows itself no sooner than when something is written; it is taken back.
            probe(
                    SQLiteConfig.TransactionMode.IMMEDIATE,
                    properties.lockTimeout(),
                    "create table write_probe (probe integer)");
        }
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

    /** Sees to the tables. */
    void prepare(Flyway flyway) {
        try {
            use.prepare(flyway, "The database " + file);
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

    private void probe(SQLiteConfig.TransactionMode mode, Duration wait, String sql) {
        try (var connection = connections(mode, wait).getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(sql);
            connection.rollback();
        } catch (SQLException cause) {
            if (Transactions.isLocked(cause)) {
                throw locked(cause);
            }
            throw new StartException(
                    "The database " + file + " can't be opened"
                            + (use == DatabaseUse.READ ? "." : ", or can't be written to."),
                    "Make the file readable and writable, restore it from a backup, or " + ELSEWHERE,
                    cause);
        }
    }

    private StartException locked(Throwable cause) {
        return new StartException(
                "The database " + file + " is locked by another process.",
                "Wait for the end of an import that runs, end the process that holds it, or " + ELSEWHERE,
                cause);
    }
}
