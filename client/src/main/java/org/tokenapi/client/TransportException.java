package org.tokenapi.client;

import org.jspecify.annotations.Nullable;

/** No complete response: no connection, a broken one, a timeout, or the calling thread was interrupted. */
public final class TransportException extends TokenApiException {
    private static final long serialVersionUID = 1;

    TransportException(String operation, String message, boolean outcomeUnknown, @Nullable Throwable cause) {
        super(operation, message, outcomeUnknown);
        if (cause != null) {
            initCause(cause);
        }
    }
}
