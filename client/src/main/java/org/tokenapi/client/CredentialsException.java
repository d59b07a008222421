package org.tokenapi.client;

import org.jspecify.annotations.Nullable;

/** No access token could be had. The operation itself was not sent. */
public final class CredentialsException extends TokenApiException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final boolean temporary;

    CredentialsException(String operation, String message, int status, boolean temporary, @Nullable Throwable cause) {
        super(operation, message, false);
        this.status = status;
        this.temporary = temporary;
        if (cause != null) {
            initCause(cause);
        }
    }

    /** The status of the token endpoint; 0 if it didn't answer. */
    public int status() {
        return status;
    }

    /** Whether trying again later may help; false if the credentials themselves were refused. */
    public boolean isTemporary() {
        return temporary;
    }
}
