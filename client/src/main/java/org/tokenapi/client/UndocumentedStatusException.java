package org.tokenapi.client;

/** A status that the document doesn't list for the operation, redirects among them: they are never followed. */
public final class UndocumentedStatusException extends FailureException {
    private static final long serialVersionUID = 1;

    UndocumentedStatusException(String operation, Failure failure, boolean outcomeUnknown) {
        super(operation, failure, outcomeUnknown);
    }
}
