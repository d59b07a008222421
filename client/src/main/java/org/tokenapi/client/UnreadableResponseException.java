package org.tokenapi.client;

import org.jspecify.annotations.Nullable;

/**
 * The service answered with success, but the answer is not what the document says: not JSON, cut off, too large, empty, of
 * another media type, or without a property that it must have.
 */
public final class UnreadableResponseException extends TokenApiException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final @Nullable String requestId;

    UnreadableResponseException(
            String operation, int status, @Nullable String requestId, String problem, boolean outcomeUnknown) {
        super(operation, "status " + status + FailureException.shown(requestId) + ", " + problem, outcomeUnknown);
        this.status = status;
        this.requestId = requestId;
    }

    /** The status of the answer. */
    public int status() {
        return status;
    }

    /** The id that the service gave the request; null if it gave none. */
    public @Nullable String requestId() {
        return requestId;
    }
}
