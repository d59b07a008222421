package org.tokenapi.contract.cases;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.spec.Operation;

/** The statuses that a server may send for a case, by the document and, where it is silent, by RFC 9110. */
public enum Expectation {
    /** The request conforms, so the server must accept it. */
    ACCEPTED("2xx"),
    /** The request conforms, but may refer to something that does not exist. */
    ACCEPTED_OR_UNKNOWN("2xx, or a declared 4xx for a value that does not exist"),
    /** The request violates the document, so the server must refuse it. */
    REFUSED("a declared 4xx, or 400, 415 or 422"),
    /** The credentials are missing or wrong. */
    UNAUTHORIZED("401"),
    /**
     * The Accept header allows no declared media type; a server may refuse it or ignore it (RFC 9110, section 12.5.1).
     */
    NOT_ACCEPTABLE("406 or 2xx"),
    /** The method is not declared for the path (RFC 9110, sections 15.5.5, 15.5.6 and 15.6.2). */
    NO_SUCH_METHOD("404, 405 or 501"),
    /** The document does not determine whether the request conforms. */
    ANYTHING_DECLARED("2xx or 4xx");

    private static final Set<Integer> SILENT_REFUSALS = Set.of(400, 405, 406, 413, 414, 415, 422, 429, 431);
    private static final Set<Integer> NAMES_NOTHING = Set.of(403, 404, 409, 410);

    private final String text;

    Expectation(String text) {
        this.text = text;
    }

    /**
     * Whether a status is expected.
     *
     * @param operation the operation of the case; null if the document does not declare it
     */
    public boolean isMetBy(int status, @Nullable Operation operation) {
        boolean success = status / 100 == 2;
        return switch (this) {
            case ACCEPTED -> success;
            case ACCEPTED_OR_UNKNOWN -> success || NAMES_NOTHING.contains(status) && isDeclared(status, operation);
            case REFUSED -> status / 100 == 4 && (isDeclared(status, operation) || SILENT_REFUSALS.contains(status));
            case UNAUTHORIZED -> status == 401;
            case NOT_ACCEPTABLE -> success || status == 406;
            case NO_SUCH_METHOD -> status == 404 || status == 405 || status == 501;
            case ANYTHING_DECLARED -> success || status / 100 == 4;
        };
    }

    private static boolean isDeclared(int status, @Nullable Operation operation) {
        return operation != null && operation.response(status).isPresent();
    }

    /** The expected statuses, to follow the word "expected" in messages. */
    @Override
    public String toString() {
        return text;
    }
}
