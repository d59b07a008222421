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
    /** Serialization failure and deadlock: the database has undone everything, and the same work can succeed next time. */
    private static final Set<String> OVERTAKEN = Set.of("40001", "40P01");

    /** What SQL states of a connection that ended begin with: by itself, or because the database stops. */
    private static final Set<String> ENDED = Set.of("08", "57P");

    /** What SQL states of a database that can't take work now begin with: connection, resources, operator, lock timeout. */
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

    /** Reads: all of the work sees one state of the data, and waits for no writer. */
    public <T> T read(Supplier<T> work) {
        return repeated(reading, work);
    }

    /** The same, and never runs the work again: for work that has an effect outside of the database. */
    public <T> T readOnce(Supplier<T> work) {
        return once(reading, work);
    }

    /**
     * Writes. When the work throws, nothing has changed. Work that another writer has overtaken, or kept from the
     * lock of the file, runs again and sees what that one wrote, so it must have no effect but on the database.
     *
     * @throws UnknownOutcomeException when the connection ends while the transaction is committed
     */
    public <T> T write(Supplier<T> work) {
        return repeated(writing, work);
    }

    /**
     * Writes, and never runs the work again: for work that reads what can be read once. When it throws, nothing has changed.
     *
     * @throws UnknownOutcomeException when the connection ends while the transaction is committed
     */
    public <T> T writeOnce(Supplier<T> work) {
        return once(writing, work);
    }

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

    /** Gives the connection to others for a moment, and the processor too. */
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
            // Without a connection nothing can be rolled back, nor needs to be: what ended it is the news.
            throw notRolledBack.getApplicationException() instanceof RuntimeException cause ? cause : notRolledBack;
        }
    }

    /**
     * Whether work failed because the database could not take it then: locked, without room for another connection, about
     * to stop, or not reached.
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

    /** Whether work failed because another process holds the lock of the SQLite file; nothing was done then. */
    static boolean isLocked(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException sqlite) {
                // The low byte is the kind of error, the others tell it apart further.
                int kind = sqlite.getResultCode().code & 0xff;
                return kind == SQLiteErrorCode.SQLITE_BUSY.code || kind == SQLiteErrorCode.SQLITE_LOCKED.code;
            }
        }
        return false;
    }
}
