package org.tokenapi.client;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Checks arguments that are not a part of a request. */
final class Given {
    private Given() {}

    /**
     * An argument that must be there.
     *
     * @throws NullPointerException with its name
     */
    static <V> V required(String name, @Nullable V value) {
        if (value == null) {
            throw new NullPointerException(name + " is missing: it must not be null");
        }
        return value;
    }

    /**
     * A time limit.
     *
     * @throws IllegalArgumentException if it is not positive or is longer than one day
     */
    static Duration time(String name, @Nullable Duration value) {
        Duration time = required(name, value);
        if (time.isZero() || time.isNegative() || time.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(name + " must be positive and at most one day");
        }
        return time;
    }

    /**
     * The text of a secret that is to be sent.
     *
     * @throws IllegalArgumentException if UTF-8 has no bytes for it: a question mark would be sent in its place
     */
    static String text(String name, @Nullable Secret value) {
        return text(name, required(name, value).reveal());
    }

    /** As {@link #text(String, Secret)}, for what is not secret. */
    static String text(String name, @Nullable String value) {
        String text = required(name, value);
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException(name + " must not contain an unpaired surrogate");
        }
        return text;
    }
}
