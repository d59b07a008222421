package org.tokenapi.client;

/** Status 409: more than one sync client was found for the directory. */
public final class ConflictException extends FailureException {
    private static final long serialVersionUID = 1;

    ConflictException(String operation, Failure failure) {
        super(operation, failure, false);
    }
}
