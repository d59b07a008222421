package org.tokenapi.client;

/** Status 404: the tenant has no such token or directory. */
public final class NotFoundException extends FailureException {
    private static final long serialVersionUID = 1;

    NotFoundException(String operation, Failure failure) {
        super(operation, failure, false);
    }
}
