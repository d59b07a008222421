package org.tokenapi.client;

/** Status 404: there is no such thing in this tenant. */
public final class NotFoundException extends FailureException {
    private static final long serialVersionUID = 1;

    NotFoundException(String operation, Failure failure) {
        super(operation, failure, false);
    }
}
