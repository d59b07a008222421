package org.tokenapi.referenceserver.problem;

import java.io.IOException;

/** Thrown while a request body is read, when it exceeds the limit. */
public final class BodyTooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    /** The detail of the problem. */
    public static final String DETAIL = "The body exceeds the size limit of this server.";

    /** Stops reading the body. */
    public BodyTooLargeException() {
        super(DETAIL);
    }
}
