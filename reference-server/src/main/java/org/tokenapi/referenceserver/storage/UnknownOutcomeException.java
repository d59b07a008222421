package org.tokenapi.referenceserver.storage;

import org.springframework.dao.DataAccessResourceFailureException;

/** The connection ended while a transaction was committed: whether it was is unknown. */
public final class UnknownOutcomeException extends DataAccessResourceFailureException {
    private static final long serialVersionUID = 1L;

    UnknownOutcomeException(Throwable cause) {
        super("The connection ended during a commit", cause);
    }
}
