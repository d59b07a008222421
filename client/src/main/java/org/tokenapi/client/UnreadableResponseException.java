package org.tokenapi.client;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A success whose body does not follow the document: not JSON, incomplete, too large, empty, of another media type, or
 * without a required property.
 *
 * <p>The body may hold the only copy of a new secret. {@link #secrets} and {@link #body} give access to it.
 */
public final class UnreadableResponseException extends TokenApiException {
    private static final long serialVersionUID = 1;

    private transient UnreadBody unread;
    private final int status;
    private final @Nullable String requestId;

    UnreadableResponseException(
            String operation,
            int status,
            @Nullable String requestId,
            String problem,
            UnreadBody unread,
            boolean outcomeUnknown) {
        super(
                operation,
                "status " + status + FailureException.shown(requestId) + ", " + problem + found(unread),
                outcomeUnknown);
        this.status = status;
        this.requestId = requestId;
        this.unread = unread;
    }

    private static String found(UnreadBody unread) {
        return unread.secrets().isEmpty()
                ? ""
                : ". secrets() holds " + String.join(", ", unread.secrets().keySet()) + " of the body";
    }

    /** Java serialization keeps the status and the request id, but nothing of the body. */
    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        unread = UnreadBody.NONE;
    }

    /** The status of the response. */
    public int status() {
        return status;
    }

    /** The id that the service gave the request; null if there is none. */
    public @Nullable String requestId() {
        return requestId;
    }

    /**
     * The secrets in the body, by the names of their properties, such as {@code token}; empty if none was found. They
     * were found in a text that is not what the document describes, so try them before you rely on them.
     */
    public Map<String, Secret> secrets() {
        return unread.secrets();
    }

    /**
     * The body, without its content codings, read as UTF-8, or as ISO 8859-1 if it is not UTF-8. Empty if there is none
     * or if it was too large.
     */
    public Optional<Secret> body() {
        return Optional.ofNullable(unread.text());
    }
}
