package org.tokenapi.client;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A value that must not be seen: a token, a password, a client secret. Its text comes out by {@link #reveal} alone; a log
 * line, a debugger and {@link #toString} show stars.
 *
 * <p>Immutable and thread-safe. It is not serializable by Java, so that it gets into no session or cache by accident; as
 * JSON it is its text, because that is what a request needs.
 */
public final class Secret {
    private final String text;

    /** An answer may hold an empty one. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private Secret(String text) {
        this.text = text;
    }

    /**
     * Wraps a text.
     *
     * @throws IllegalArgumentException if it is empty
     */
    public static Secret of(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a secret must not be empty");
        }
        return new Secret(text);
    }

    /** The text itself. Whoever calls this keeps it out of logs. */
    @JsonValue
    public String reveal() {
        return text;
    }

    /** Takes the same time wherever two secrets of the same length differ. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret
                && MessageDigest.isEqual(
                        text.getBytes(StandardCharsets.UTF_8), secret.text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Stars, as many for any secret. */
    @Override
    public String toString() {
        return "********";
    }
}
