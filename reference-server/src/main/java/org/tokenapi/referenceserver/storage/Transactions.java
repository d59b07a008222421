package org.tokenapi.referenceserver.storage;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionTemplate;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.tokenapi.referenceserver.settings.TokenApiProperties;

/** Runs work in one transaction. */
@Component
public final class Transactions {
    /**
     * SQL states of a serialization failure and a deadlock: the database has rolled back, and a repetition can succeed.
     */
    private static final Set<String> OVERTAKEN = Set.of("40001", "40P01");

    /** Prefixes of the SQL states of a lost connection, including a database that stops. */
    private static final Set<String> ENDED = Set.of("08", "57P");

    /**
     * Prefixes of the SQL states of a database that can't do work now: connection, resources, operator, lock timeout.
     */
    private static final Set<String> UNAVAILABLE = Set.of("08", "53", "57P", "55P03");

    private static final long PAUSE_MILLIS = 25;

    private final TransactionTemplate reading;
    private final TransactionTemplate writing;
    private final Duration patience;
    private final Duration lastAttempt;

    Transactions(PlatformTransactionManager manager, TokenApiProperties properties) {
        reading = new TransactionTemplate(manager);
        reading.setReadOnly(true);
        writing = new TransactionTemplate(manager);
        patience = properties.lockTimeout();
        lastAttempt = LockWait.of(patience).lastAttempt();
    }

    /** Runs work that reads. It sees one snapshot and waits for no writer. It may be repeated. */
    public <T> T read(Supplier<T> work) {
        return repeated(reading, work);
    }

    /** Runs work that reads, and never repeats it: for work with effects outside the database. */
    public <T> T readOnce(Supplier<T> work) {
        return once(reading, work);
    }

    /**
     * Runs work that writes; if it throws, nothing has changed. Work that another writer has overtaken, or kept from
     * the lock of the file, is repeated and sees what the other has written. So it must have no effects outside the
     * database.
     *
     * @throws UnknownOutcomeException if the connection is lost during the commit
     */
    public <T> T write(Supplier<T> work) {
        return repeated(writing, work);
    }

    /**
     * Runs work that writes, and never repeats it: for work with input that can be read only once. If it throws,
     * nothing has changed.
     *
     * @throws UnknownOutcomeException if the connection is lost during the commit
     */
    public <T> T writeOnce(Supplier<T> work) {
        return once(writing, work);
    }

    /**
     * A {@code RetryTemplate} has one limit for all failures. Here a lock of the file is waited for until there is just
     * time for one more attempt, and an overtaken transaction is repeated at once.
     */
    private <T> T repeated(TransactionTemplate transaction, Supplier<T> work) {
        long begin = System.nanoTime();
        while (true) {
            try {
                return once(transaction, work);
            } catch (RuntimeException failure) {
                Duration waited = Duration.ofNanos(System.nanoTime() - begin);
                if (isLocked(failure) && waited.compareTo(lastAttempt) < 0) {
                    pause(failure);
                } else if (!hasState(failure, OVERTAKEN) || waited.compareTo(patience) > 0) {
                    throw failure;
                }
            }
        }
    }

    /** Releases the connection and the processor for a moment. */
    private static void pause(RuntimeException failure) {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }

    private static <T> T once(TransactionTemplate transaction, Supplier<T> work) {
        AtomicBoolean isCommitting = new AtomicBoolean();
        try {
            return transaction.<T>execute(status -> {
                T result = work.get();
                isCommitting.set(!transaction.isReadOnly());
                return result;
            });
        } catch (DataAccessException failure) {
            if (isCommitting.get() && hasState(failure, ENDED)) {
                throw new UnknownOutcomeException(failure);
            }
            throw failure;
        } catch (TransactionSystemException notRolledBack) {
            if (isCommitting.get()) {
                throw new UnknownOutcomeException(notRolledBack);
            }
            // A lost connection can't roll back, and need not: the database does. Report what caused the loss.
            throw notRolledBack.getApplicationException() instanceof RuntimeException cause ? cause : notRolledBack;
        }
    }

    /**
     * Whether work failed because the database can't do work now: it is locked, out of connections, stopping or
     * unreachable.
     */
    public static boolean isUnavailable(Throwable failure) {
        return isLocked(failure) || hasState(failure, UNAVAILABLE);
    }

    private static boolean hasState(Throwable failure, Set<String> beginnings) {
        return sqlState(failure)
                .filter(state -> beginnings.stream().anyMatch(state::startsWith))
                .isPresent();
    }

    private static Optional<String> sqlState(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return Optional.of(sql.getSQLState());
            }
        }
        return Optional.empty();
    }

    /** Whether work failed because another process holds the lock of the SQLite file. It has then changed nothing. */
    static boolean isLocked(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException sqlite) {
                // The low byte is the primary result code; the others refine it.
                int kind = sqlite.getResultCode().code & 0xff;
                return kind == SQLiteErrorCode.SQLITE_BUSY.code || kind == SQLiteErrorCode.SQLITE_LOCKED.code;
            }
        }
        return false;
    }
}
