package org.tokenapi.client;

import java.util.List;
import java.util.Objects;
import org.tokenapi.client.generated.model.Problem;
import org.tokenapi.client.generated.model.ProblemViolation;

/** Status 400: the service finds the request wrong. */
public final class BadRequestException extends FailureException {
    private static final long serialVersionUID = 1;

    BadRequestException(String operation, Failure failure) {
        super(operation, failure, false);
    }

    /** The parts of the request that are wrong; empty if the service doesn't say. */
    public List<ProblemViolation> violations() {
        return problem().map(Problem::getViolations).stream()
                .flatMap(List::stream)
                .filter(Objects::nonNull)
                .toList();
    }
}
