package org.tokenapi.client;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tokenapi.client.generated.model.Problem;

/** The service responded with a failure. Many services send failures without a body; then only the status is known. */
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
        super(operation, "status " + failure.status() + accepted(failure) + shown(failure.requestId()), outcomeUnknown);
        this.failure = failure;
        this.status = failure.status();
        this.requestId = failure.requestId();
    }

    /** Java serialization keeps the status and the request id, but nothing of the headers and the body. */
    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        failure = Failure.bare(status, requestId);
    }

    /** Without the address, which may hold anything. */
    private static String accepted(Failure failure) {
        return failure.status() == 202
                        && failure.headers().firstValue("Location").isPresent()
                ? ", the service has accepted the request and goes on with it; task() has the address of the task"
                : "";
    }

    static String shown(@Nullable String requestId) {
        return requestId == null ? "" : ", request id " + requestId;
    }

    /** The status of the response. */
    public final int status() {
        return status;
    }

    /** The id that the service gave the request; null if there is none. */
    public final @Nullable String requestId() {
        return requestId;
    }

    /** The headers of the response. Do not log them: they may hold cookies, for example. */
    public final HttpHeaders headers() {
        return failure.headers();
    }

    /** The RFC 9457 problem in the body, unchanged; empty if there is none. */
    public final Optional<Problem> problem() {
        return failure.problem();
    }

    /**
     * The errors in the body: those of Identity Services, {@code {"errors":[{"code":..., "message":...}]}}, or the one
     * of Cloud Director, {@code {"minorErrorCode":..., "message":...}}. Empty if the body has neither form.
     */
    public final List<ServiceError> errors() {
        return failure.errors();
    }

    /** The pause that the service asks for; empty if it asks for none. */
    public final Optional<Duration> retryAfter() {
        return failure.retryAfter();
    }

    /**
     * One error in the body of a failure.
     *
     * @param code the error code; empty if there is none
     * @param message the description for people; empty if there is none
     */
    public record ServiceError(String code, String message) {}
}
