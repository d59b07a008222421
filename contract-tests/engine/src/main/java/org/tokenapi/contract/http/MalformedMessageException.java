package org.tokenapi.contract.http;

import java.io.IOException;

/** A message is not one of HTTP/1.1. The message of the exception quotes nothing of it. */
final class MalformedMessageException extends IOException {
    private static final long serialVersionUID = 1;

    private final int status;

    /** @param status the status of the response to a request that is malformed in this way */
    MalformedMessageException(int status, String reason) {
        super(reason);
        this.status = status;
    }

    int status() {
        return status;
    }
}
