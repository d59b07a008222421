package org.tokenapi.referenceserver.storage;

import org.springframework.dao.DataAccessResourceFailureException;

/** The connection was lost during a commit, so it is unknown whether the transaction was committed. */
public final class UnknownOutcomeException extends DataAccessResourceFailureException {
    private static final long serialVersionUID = 1L;

    UnknownOutcomeException(Throwable cause) {
        super("The connection was lost during a commit", cause);
    }
}
