package org.tokenapi.client;

import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A token, a password or a client secret. Only {@link #reveal} returns its text; {@link #toString}, and so every log
 * line, shows stars.
 *
 * <p>Immutable and thread-safe. Not serializable by Java, so that it does not end up in a session or a cache by
 * accident. A JSON mapper writes stars as well, unless it has the {@link SecretModule}.
 */
public final class Secret {
    /** Transient, because libraries that print an object by reflection, such as Gson, leave out such fields. */
    private final transient String text;

    private Secret(String text) {
        this.text = text;
    }

    /**
     * A secret with this text.
     *
     * @throws IllegalArgumentException if it is empty
     */
    public static Secret of(String text) {
        if (Given.required("text", text).isEmpty()) {
            throw new IllegalArgumentException("a secret must not be empty");
        }
        return new Secret(text);
    }

    /** A secret from a response, which may be empty. */
    static Secret ofResponse(String text) {
        return new Secret(text);
    }

    /** The text. Keep it out of logs. */
    public String reveal() {
        return text;
    }

    /** Takes the same time wherever two secrets of equal length differ. */
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

    /** The same stars for every secret. */
    @Override
    @JsonValue
    public String toString() {
        return "********";
    }
}
