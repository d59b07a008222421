package org.tokenapi.referenceserver.storage;

import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Runs work in one transaction. */
@Component
public final class Transactions {
    private final TransactionTemplate reading;
    private final TransactionTemplate writing;

    Transactions(PlatformTransactionManager manager) {
        reading = new TransactionTemplate(manager);
        reading.setReadOnly(true);
        writing = new TransactionTemplate(manager);
    }

    /** Reads: all of the work sees one state of the data, and waits for no writer. */
    public <T> T read(Supplier<T> work) {
        return reading.<T>execute(status -> work.get());
    }

    /** Writes: one writer at a time. When the work throws, nothing has changed. */
    public <T> T write(Supplier<T> work) {
        return writing.<T>execute(status -> work.get());
    }

    /** Whether work failed because another process holds the lock of the database; nothing was done then. */
    public static boolean isLocked(Throwable failure) {
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
