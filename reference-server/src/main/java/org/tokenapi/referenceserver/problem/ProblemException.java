package org.tokenapi.referenceserver.problem;

import java.util.List;
import org.springframework.http.HttpStatus;

/** Ends a request with a problem response. The thrower has changed nothing. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String detail;
    private final transient List<Violation> violations;

    private ProblemException(HttpStatus status, String detail, List<Violation> violations) {
        // It is expected and never logged, and cheap without a stack trace.
        super(detail, null, false, false);
        this.status = status;
        this.detail = detail;
        this.violations = List.copyOf(violations);
    }

    /**
     * A problem without violations.
     *
     * @param status the status of the response
     * @param detail what went wrong, as a sentence
     */
    public static ProblemException of(HttpStatus status, String detail) {
        return new ProblemException(status, detail, List.of());
    }

    /**
     * A problem with one violation.
     *
     * @param status the status of the response
     * @param detail what went wrong, as a sentence
     */
    public static ProblemException of(HttpStatus status, String detail, Violation violation) {
        return new ProblemException(status, detail, List.of(violation));
    }

    /** A 400 for these violations; there is at least one. */
    public static ProblemException badRequest(List<Violation> violations) {
        int count = violations.size();
        String detail = "The request has " + count + (count == 1 ? " violation." : " violations.");
        return new ProblemException(HttpStatus.BAD_REQUEST, detail, violations);
    }

    /** A 400 for this violation. */
    public static ProblemException badRequest(Violation violation) {
        return badRequest(List.of(violation));
    }

    /** A 403 that does not reveal what exists. */
    public static ProblemException forbidden() {
        return of(HttpStatus.FORBIDDEN, "The access token does not allow this.");
    }

    HttpStatus status() {
        return status;
    }

    String detail() {
        return detail;
    }

    List<Violation> violations() {
        return violations;
    }
}
