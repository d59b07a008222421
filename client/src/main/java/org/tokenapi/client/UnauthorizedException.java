package org.tokenapi.client;

/** Status 401: the credentials are missing or invalid. */
public final class UnauthorizedException extends FailureException {
    private static final long serialVersionUID = 1;

    UnauthorizedException(String operation, Failure failure) {
        super(operation, failure, false);
    }
}
