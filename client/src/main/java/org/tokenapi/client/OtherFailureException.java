package org.tokenapi.client;

/** A failure that the document lists and that has no exception of its own: 406, 413, 415, 429, 500 or 503. */
public final class OtherFailureException extends FailureException {
    private static final long serialVersionUID = 1;

    OtherFailureException(String operation, Failure failure, boolean outcomeUnknown) {
        super(operation, failure, outcomeUnknown);
    }
}
