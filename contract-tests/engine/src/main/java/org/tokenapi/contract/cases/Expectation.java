package org.tokenapi.contract.cases;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.spec.Operation;

/** The statuses that a server may send for a case, by the document and, where it is silent, by RFC 9110. */
public enum Expectation {
    /** The request conforms, so the server must accept it. */
    ACCEPTED("success"),
    /** The request conforms, but may refer to something that does not exist. */
    ACCEPTED_OR_UNKNOWN("success, or 403, 404, 409 or 410 for a value that does not exist"),
    /** The request violates the document, so the server must refuse it. */
    REFUSED("a refusal"),
    /** The credentials are missing or wrong. */
    UNAUTHORIZED("401"),
    /**
     * The Accept header allows no declared media type; a server may refuse it or ignore it (RFC 9110, section 12.5.1).
     */
    NOT_ACCEPTABLE("success or a refusal"),
    /** The method is not declared for the path (RFC 9110, sections 15.5.5, 15.5.6 and 15.6.2). */
    NO_SUCH_METHOD("404, 405 or 501"),
    /** The document does not determine whether the request conforms. */
    ANYTHING_DECLARED("success or 4xx");

    private static final Set<Integer> MEANS_NOTHING = Set.of(403, 404, 409, 410);

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
        boolean success = operation == null ? status / 100 == 2 : operation.isSuccess(status);
        boolean refusal = operation == null ? status / 100 == 4 : operation.mayRefuseWith(status);
        return switch (this) {
            case ACCEPTED -> success;
            case ACCEPTED_OR_UNKNOWN -> success || isUnknown(status);
            case REFUSED -> refusal;
            case UNAUTHORIZED -> status == 401 || refusal && !declares(operation, "401");
            case NOT_ACCEPTABLE -> success || refusal;
            case NO_SUCH_METHOD -> refusal || status == 501;
            case ANYTHING_DECLARED -> success || status / 100 == 4;
        };
    }

    /**
     * Whether a status says that a value means nothing to the server. It is right of the server, even where the
     * document does not declare the status.
     */
    public boolean isUnknown(int status) {
        return this == ACCEPTED_OR_UNKNOWN && MEANS_NOTHING.contains(status);
    }

    private static boolean declares(@Nullable Operation operation, String status) {
        return operation != null
                && operation.responses().stream()
                        .anyMatch(response -> response.status().equals(status));
    }

    /** The expected statuses, to follow the word "expected" in messages. */
    @Override
    public String toString() {
        return text;
    }
}
