package org.tokenapi.client;

import java.util.Optional;

/** A status that the document does not list for the operation, for example a redirect: redirects are never followed. */
public final class UndocumentedStatusException extends FailureException {
    private static final long serialVersionUID = 1;

    UndocumentedStatusException(String operation, Failure failure, boolean outcomeUnknown) {
        super(operation, failure, outcomeUnknown);
    }

    /**
     * The address of the task with which the service carries out the request, as Cloud Director does for long ones: the
     * {@code Location} of a 202. Empty for any other response.
     */
    public Optional<String> task() {
        return status() == 202 ? headers().firstValue("Location") : Optional.empty();
    }
}
