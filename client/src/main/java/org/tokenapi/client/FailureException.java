package org.tokenapi.client;

import java.io.IOException;
import java.io.ObjectInputStream;
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

    private transient Failure failure;
    private final int status;
    private final @Nullable String requestId;

    FailureException(String operation, Failure failure, boolean outcomeUnknown) {
        super(operation, "status " + failure.status() + shown(failure.requestId()), outcomeUnknown);
        this.failure = failure;
        this.status = failure.status();
        this.requestId = failure.requestId();
    }

    /** Status and request id travel with Java serialization; what the body and the headers said does not. */
    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        failure = Failure.bare(status, requestId);
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
        return requestId;
    }

    /** The headers of the answer. They may hold what should not be logged, such as cookies. */
    public final HttpHeaders headers() {
        return failure.headers();
    }

    /** The RFC 9457 problem in the body, as this project's server sends it. It is as the service wrote it. */
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
