package org.tokenapi.client;

import java.util.List;
import java.util.Objects;
import org.tokenapi.client.generated.model.Problem;
import org.tokenapi.client.generated.model.ProblemViolation;

/** Status 400: the service rejected the request as invalid. */
public final class BadRequestException extends FailureException {
    private static final long serialVersionUID = 1;

    BadRequestException(String operation, Failure failure) {
        super(operation, failure, false);
    }

    /** The invalid parts of the request; empty if the service does not name them. */
    public List<ProblemViolation> violations() {
        return problem().map(Problem::getViolations).stream()
                .flatMap(List::stream)
                .filter(Objects::nonNull)
                .toList();
    }
}
