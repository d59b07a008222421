package org.tokenapi.client;

/** Status 403: the credentials do not permit this. Cloud Director also returns it for tokens that do not exist. */
public final class ForbiddenException extends FailureException {
    private static final long serialVersionUID = 1;

    ForbiddenException(String operation, Failure failure) {
        super(operation, failure, false);
    }
}
