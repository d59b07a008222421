package org.tokenapi.referenceserver.problem;

import java.io.IOException;

/** A request body that turned out, while it was read, to be larger than the server reads. */
public final class BodyTooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    /** The detail of the problem. */
    public static final String DETAIL = "The body is larger than this server reads.";

    /** Stops the reading of a body. */
    public BodyTooLargeException() {
        super(DETAIL);
    }
}
