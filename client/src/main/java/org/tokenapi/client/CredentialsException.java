package org.tokenapi.client;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** There is no access token. The operation was not sent, or was rejected with 401 and not sent again. */
public final class CredentialsException extends TokenApiException {
    private static final long serialVersionUID = 1;

    private final String reason;
    private final int status;
    private final boolean temporary;
    private final @Nullable Duration retryAfter;

    CredentialsException(
            String operation,
            String reason,
            int status,
            boolean temporary,
            @Nullable Duration retryAfter,
            @Nullable Throwable cause) {
        super(operation, reason, false);
        this.reason = reason;
        this.status = status;
        this.temporary = temporary;
        this.retryAfter = retryAfter;
        if (cause != null) {
            initCause(cause);
        }
    }

    /** The same failure for another operation that waited for the same token. */
    CredentialsException of(String operation) {
        return new CredentialsException(operation, reason, status, temporary, retryAfter, getCause());
    }

    /** The message without the operation. */
    String reason() {
        return reason;
    }

    /** The status that the token endpoint returned; 0 if there was no response. */
    public int status() {
        return status;
    }

    /** Whether to try again later; false if the credentials were rejected, or may be used up by the exchange. */
    public boolean isTemporary() {
        return temporary;
    }

    /** The pause that the token endpoint asks for; empty if it asks for none. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
