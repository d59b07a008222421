package org.tokenapi.referenceserver.storage;

import java.time.Duration;

/**
 * How long a writer of a SQLite file waits: for a connection of this process at first, and then for the lock that other
 * processes may hold. Both together are the timeout of the settings.
 */
record LockWait(Duration connection, Duration lock) {
    /** The connection pool can't wait for less. */
    private static final Duration SHORTEST = Duration.ofMillis(250);

    /** In native code, which holds up all that shares its processor; the rest of the wait is in Java. */
    private static final Duration LONGEST_NATIVE = Duration.ofMillis(50);

    static LockWait of(Duration timeout) {
        Duration half = Duration.ofMillis(timeout.toMillis() / 2);
        Duration connection = half.compareTo(SHORTEST) < 0 ? SHORTEST : half;
        return new LockWait(connection, timeout.minus(connection));
    }

    /** How long one attempt of a request waits. */
    Duration attempt() {
        return lock.compareTo(LONGEST_NATIVE) < 0 ? lock : LONGEST_NATIVE;
    }

    /** How long after its beginning a writer may begin another attempt, which waits for a connection too. */
    Duration lastAttempt() {
        return lock.minus(attempt());
    }
}
