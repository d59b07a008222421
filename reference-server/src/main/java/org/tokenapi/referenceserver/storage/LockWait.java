package org.tokenapi.referenceserver.storage;

import java.time.Duration;

/**
 * How long a writer of a SQLite file waits: first for the connection of this process, then for the lock that another
 * process may hold. Together they make up the lock timeout.
 */
record LockWait(Duration connection, Duration lock) {
    /** The minimum that the connection pool supports. */
    private static final Duration SHORTEST = Duration.ofMillis(250);

    /** The wait in native code blocks the carrier thread, so the rest of the wait is in Java. */
    private static final Duration LONGEST_NATIVE = Duration.ofMillis(50);

    static LockWait of(Duration timeout) {
        Duration half = Duration.ofMillis(timeout.toMillis() / 2);
        Duration connection = half.compareTo(SHORTEST) < 0 ? SHORTEST : half;
        return new LockWait(connection, timeout.minus(connection));
    }

    /** How long one attempt of a request waits for the lock. */
    Duration attempt() {
        return lock.compareTo(LONGEST_NATIVE) < 0 ? lock : LONGEST_NATIVE;
    }

    /** How long after its beginning a writer may start another attempt, which also waits for the connection. */
    Duration lastAttempt() {
        return lock.minus(attempt());
    }
}
