package org.tokenapi.client;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tokenapi.client.generated.model.Problem;

/** The service answered with a failure. Failures without a body are normal: then only the status tells. */
public abstract sealed class FailureException extends TokenApiException
        permits BadRequestException,
                UnauthorizedException,
                ForbiddenException,
                NotFoundException,
                ConflictException,
                OtherFailureException,
                UndocumentedStatusException {
    private static final long serialVersionUID = 1;

    private final transient Failure failure;
    private final int status;

    FailureException(String operation, Failure failure, boolean outcomeUnknown) {
        super(operation, "status " + failure.status() + shown(failure.requestId()), outcomeUnknown);
        this.failure = failure;
        this.status = failure.status();
    }

    static String shown(@Nullable String requestId) {
        return requestId == null ? "" : ", request id " + requestId;
    }

    /** The status of the answer. */
    public final int status() {
        return status;
    }

    /** The id that the service gave the request; null if it gave none. */
    public final @Nullable String requestId() {
        return failure.requestId();
    }

    /** The headers of the answer. */
    public final HttpHeaders headers() {
        return failure.headers();
    }

    /** The RFC 9457 problem in the body, as this project's server sends it. */
    public final Optional<Problem> problem() {
        return failure.problem();
    }

    /**
     * The errors in the body: those of Identity Services, {@code {"errors":[{"code":..., "message":...}]}}, or the one of
     * Cloud Director, {@code {"minorErrorCode":..., "message":...}}. Empty if it has neither form.
     */
    public final List<ServiceError> errors() {
        return failure.errors();
    }

    /** How long the service asks to wait; empty if it doesn't say. */
    public final Optional<Duration> retryAfter() {
        return failure.retryAfter();
    }

    /**
     * What a service says of a failure.
     *
     * @param code the code; empty if there is none
     * @param message for people; empty if there is none
     */
    public record ServiceError(String code, String message) {}
}
