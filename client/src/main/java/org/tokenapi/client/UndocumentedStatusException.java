package org.tokenapi.client;

/** A status that the document does not list for the operation, for example a redirect: redirects are never followed. */
public final class UndocumentedStatusException extends FailureException {
    private static final long serialVersionUID = 1;

    UndocumentedStatusException(String operation, Failure failure, boolean outcomeUnknown) {
        super(operation, failure, outcomeUnknown);
    }
}
