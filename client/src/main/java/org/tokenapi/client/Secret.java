package org.tokenapi.client;

import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A value that must not be seen: a token, a password, a client secret. Its text comes out by {@link #reveal} alone; a log
 * line and {@link #toString} show stars.
 *
 * <p>Immutable and thread-safe. It is not serializable by Java, so that it gets into no session or cache by accident. As JSON
 * it is stars too, unless the mapper has the {@link SecretModule}.
 */
public final class Secret {
    private final String text;

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

    /** As it came: an answer may hold an empty one. */
    static Secret ofResponse(String text) {
        return new Secret(text);
    }

    /** The text itself. Whoever calls this keeps it out of logs. */
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
    @JsonValue
    public String toString() {
        return "********";
    }
}
