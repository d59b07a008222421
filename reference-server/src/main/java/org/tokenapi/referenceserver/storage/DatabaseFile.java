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

/** The SQLite file in the data directory, checked to be a database that can be written to. */
final class DatabaseFile {
    private static final String ELSEWHERE = "give another directory with --token-api.data-directory=...";

    static final String NAME = "token-api.db";

    private final Path file;
    private final DatabaseUse use;

    DatabaseFile(DataDirectory directory, TokenApiProperties properties, DatabaseUse use) {
        this.use = use;
        file = directory.resolve(NAME);
        try {
            // SQLite would create a file that everyone can read, and its other files have the permissions of this one.
            directory.create(file, "");
        } catch (IOException cause) {
            throw new StartException(
                    "The database " + file + " can't be created.",
                    "Make the directory writable, or " + ELSEWHERE,
                    cause);
        }
        if (use == DatabaseUse.READ) {
            probe(
                    SQLiteConfig.TransactionMode.DEFERRED,
                    properties.lockTimeout(),
                    "select count(*) from sqlite_schema");
        } else {
            // Only a write shows that a file is read-only. It is rolled back.
            probe(
                    SQLiteConfig.TransactionMode.IMMEDIATE,
                    properties.lockTimeout(),
                    "create table write_probe (probe integer)");
        }
    }

    /**
     * Creates connections to the file.
     *
     * @param wait how long a statement waits for the lock of another process
     */
    SQLiteDataSource connections(SQLiteConfig.TransactionMode mode, Duration wait) {
        SQLiteConfig config = new SQLiteConfig();
        config.setTransactionMode(mode);
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        // A committed change survives a power failure.
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(Math.toIntExact(wait.toMillis()));
        SQLiteDataSource connections = new SQLiteDataSource(config);
        connections.setUrl("jdbc:sqlite:" + file);
        return connections;
    }

    /** Migrates or validates the tables. */
    void prepare(Flyway flyway) {
        try {
            use.prepare(flyway, "The database " + file);
        } catch (FlywayException cause) {
            if (Transactions.isLocked(cause)) {
                throw locked(cause);
            }
            throw new StartException(
                    "The database " + file + " was not created by this or an earlier version of the server.",
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
                "Wait until a running import ends, stop the process that holds the lock, or " + ELSEWHERE,
                cause);
    }
}
