package org.tokenapi.client;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** No access token could be had. The operation was not sent, or was sent and refused with 401. */
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

    /** The same for another operation that waited for the same token. */
    CredentialsException of(String operation) {
        return new CredentialsException(operation, reason, status, temporary, retryAfter, getCause());
    }

    /** The message without the operation. */
    String reason() {
        return reason;
    }

    /** The status of the token endpoint; 0 if it didn't answer. */
    public int status() {
        return status;
    }

    /** Whether trying again later may help; false if the credentials were refused, or may be used up by the exchange. */
    public boolean isTemporary() {
        return temporary;
    }

    /** How long the token endpoint asks to wait; empty if it doesn't say. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
