package org.tokenapi.client;

/** Status 403: the credentials do not allow this. Cloud Director says so of tokens that do not exist, too. */
public final class ForbiddenException extends FailureException {
    private static final long serialVersionUID = 1;

    ForbiddenException(String operation, Failure failure) {
        super(operation, failure, false);
    }
}
