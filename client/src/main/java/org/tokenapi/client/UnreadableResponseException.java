package org.tokenapi.client;

import org.jspecify.annotations.Nullable;

/**
 * A success whose body does not follow the document: not JSON, incomplete, too large, empty, of another media type, or
 * without a required property.
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

    /** The status of the response. */
    public int status() {
        return status;
    }

    /** The id that the service gave the request; null if there is none. */
    public @Nullable String requestId() {
        return requestId;
    }
}
