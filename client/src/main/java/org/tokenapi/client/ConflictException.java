package org.tokenapi.client;

/** Status 409: for example, the directory has more than one sync client. */
public final class ConflictException extends FailureException {
    private static final long serialVersionUID = 1;

    ConflictException(String operation, Failure failure) {
        super(operation, failure, false);
    }
}
