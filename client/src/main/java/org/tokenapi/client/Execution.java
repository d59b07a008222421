package org.tokenapi.client;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * One call with all its attempts. It holds no thread: each step starts when the previous one has ended. Completing or
 * cancelling it from outside ends the step that is under way.
 *
 * @param <T> the model of a success
 * @param <R> what the call returns of it
 */
final class Execution<T, R> extends CompletableFuture<R> {
    private static final System.Logger LOG = System.getLogger("org.tokenapi.client");

    private final TokenApiClient client;
    private final Transport transport;
    private final Call<T> call;
    private final byte @Nullable [] body;
    private final long start;
    private final @Nullable Thread caller;
    private final Function<Response<T>, R> result;
    private int attempts;
    private int status;
    private long attemptStart;
    private boolean renewed;
    private volatile boolean sent;
    private volatile @Nullable CompletableFuture<?> underWay;

    private Execution(TokenApiClient client, Call<T> call, @Nullable Thread caller, Function<Response<T>, R> result) {
        this.client = client;
        this.transport = client.transport();
        this.call = call;
        this.caller = caller;
        this.result = result;
        this.body = call.body() == null ? null : written(call.body());
        this.start = transport.ticker().getAsLong();
    }

    /**
     * Starts a call.
     *
     * @param caller the thread that waits for the result, so that it can send the request itself; null if none waits
     * @param result what to return of a success
     * @throws InvalidRequestException if the body can't be written as JSON
     */
    static <T, R> Execution<T, R> start(
            TokenApiClient client, Call<T> call, @Nullable Thread caller, Function<Response<T>, R> result) {
        Execution<T, R> execution = new Execution<>(client, call, caller, result);
        execution.whenComplete((value, failure) -> {
            CompletableFuture<?> step = execution.underWay;
            if (step != null) {
                step.cancel(true);
            }
        });
        execution.guarded(execution::attempt);
        return execution;
    }

    /** Whether the request may have been carried out, should the call end now. */
    boolean isOutcomeUnknown() {
        AttemptResult result = sent ? AttemptResult.INTERRUPTED : AttemptResult.NOT_SENT;
        return result.followUp(call.kind()).isOutcomeUnknown();
    }

    private byte[] written(Object value) {
        try {
            return transport.mapper().writeValueAsBytes(value);
        } catch (JacksonException e) {
            // Neither as the cause nor with its message: both may hold a value.
            throw new InvalidRequestException(call.operation(), List.of("body cannot be written as JSON"));
        }
    }

    /**
     * Runs a step unless the call has ended. A defect in the step ends the call, so that its caller does not wait
     * forever.
     */
    private void guarded(Runnable step) {
        if (isDone()) {
            return;
        }
        try {
            step.run();
        } catch (RuntimeException | Error defect) {
            completeExceptionally(defect);
        }
    }

    /** Makes a step end together with the call. */
    private void follow(CompletableFuture<?> step) {
        underWay = step;
        if (isDone()) {
            step.cancel(true);
        }
    }

    private RetryPolicy policy() {
        RetryPolicy own = call.retryPolicy();
        return own == null ? client.policy() : own;
    }

    private Duration left() {
        return policy().total().minusNanos(transport.ticker().getAsLong() - start);
    }

    /** Ends the call if it is too late to send a request. */
    private boolean isTooLate(Duration left) {
        boolean closed = client.isClosed();
        if (closed || isNone(left)) {
            String what = closed ? "the client is closed" : "the total time is used up";
            failed(
                    AttemptResult.NOT_SENT,
                    unknown -> new TransportException(call.operation(), what, unknown, null),
                    null);
            return true;
        }
        return false;
    }

    private void attempt() {
        attempts++;
        status = 0;
        attemptStart = transport.ticker().getAsLong();
        Duration left = left();
        if (isTooLate(left)) {
            return;
        }
        CompletableFuture<Secret> token = client.tokens().token(call.operation());
        follow(token);
        transport.limit(token, left);
        token.whenComplete((secret, failure) -> guarded(() -> {
            if (failure != null) {
                withoutToken(Transport.cause(failure));
            } else {
                send(secret);
            }
        }));
    }

    private void send(Secret token) {
        HttpRequest.Builder request = request(token);
        Duration left = left();
        // Getting the token may have taken long, and the client may have been closed in the meantime.
        if (isTooLate(left)) {
            return;
        }
        Duration timeout = call.attemptTimeout() == null ? transport.timeout() : call.attemptTimeout();
        Duration limit = left.compareTo(timeout) < 0 ? left : timeout;
        // Set before the check for cancellation: a thread that cancels either sees it set, or nothing is sent.
        sent = true;
        if (isDone()) {
            return;
        }
        CompletableFuture<HttpResponse<byte @Nullable []>> exchange;
        try {
            exchange = Thread.currentThread() == caller && transport.hasOwnThreads()
                    ? transport.sendHere(request, limit, call.kind())
                    : transport.send(request.build(), limit, call.kind());
        } catch (InterruptedException e) {
            // The caller waits for this call next, and notices the interruption there.
            Thread.currentThread().interrupt();
            return;
        }
        follow(exchange);
        exchange.whenComplete((response, failure) -> guarded(() -> {
            if (failure != null) {
                broken(Transport.cause(failure));
            } else {
                received(token, response);
            }
        }));
    }

    private HttpRequest.Builder request(Secret token) {
        HttpRequest.Builder request = transport
                .request(call.target())
                .setHeader("Accept", call.accept())
                .setHeader("Authorization", "Bearer " + token.reveal())
                .method(call.method(), body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        String contentType = call.contentType();
        if (contentType != null) {
            request.setHeader("Content-Type", contentType);
        }
        call.headers().forEach(request::setHeader);
        return request;
    }

    private void withoutToken(Throwable failure) {
        CredentialsException known = failure instanceof CredentialsException exception
                ? exception
                : new CredentialsException(
                        call.operation(),
                        failure instanceof TimeoutException
                                ? "no access token within the total time"
                                : "cannot get an access token ("
                                        + failure.getClass().getName() + ")",
                        0,
                        failure instanceof TimeoutException,
                        null,
                        null);
        log(known.status(), "no access token");
        failed(
                known.isTemporary() ? AttemptResult.NO_TOKEN_YET : AttemptResult.NO_TOKEN,
                unknown -> known,
                known.retryAfter().orElse(null));
    }

    private void broken(Throwable failure) {
        String what = transport.message(failure);
        log(0, what);
        failed(
                AttemptResult.ofFailure(failure),
                unknown -> new TransportException(call.operation(), what, unknown, Transport.harmless(failure)),
                null);
    }

    private void received(Secret token, HttpResponse<byte @Nullable []> response) {
        status = response.statusCode();
        log(status, "status");
        boolean listed = call.isDocumented(status);
        if (listed && status / 100 == 2) {
            received(response);
            return;
        }
        boolean renewable = status == 401 && !renewed && client.tokens().reject(token);
        Failure failure = Failure.of(response, transport.mapper(), transport.clock());
        failed(
                AttemptResult.ofStatus(status, listed, renewable, status == 407 && transport.hasProxy()),
                unknown -> exception(failure, unknown),
                failure.retryAfter().orElse(null));
    }

    private void received(HttpResponse<byte @Nullable []> success) {
        SuccessBody<T> body = SuccessBody.read(success, call, transport);
        String requestId = Failure.requestId(success.headers());
        R returned = null;
        if (body.value() != null) {
            returned = result.apply(
                    new Response<>(body.value(), success.statusCode(), success.headers(), requestId, body.warnings()));
        }
        warn(body.warnings());
        ended(
                body.value() == null ? AttemptResult.UNREADABLE : AttemptResult.SUCCESS,
                returned,
                unknown -> new UnreadableResponseException(
                        call.operation(),
                        success.statusCode(),
                        requestId,
                        body.problem(),
                        body.unread(transport.mapper()),
                        unknown),
                null);
    }

    private void warn(List<String> warnings) {
        if (!warnings.isEmpty()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0}: the response does not follow the document: {1}",
                    call.operation(),
                    String.join("; ", warnings));
        }
    }

    private TokenApiException exception(Failure failure, boolean unknown) {
        String operation = call.operation();
        if (!call.isDocumented(failure.status())) {
            return new UndocumentedStatusException(operation, failure, unknown);
        }
        return switch (failure.status()) {
            case 400 -> new BadRequestException(operation, failure);
            case 401 -> new UnauthorizedException(operation, failure);
            case 403 -> new ForbiddenException(operation, failure);
            case 404 -> new NotFoundException(operation, failure);
            case 409 -> new ConflictException(operation, failure);
            default -> new OtherFailureException(operation, failure, unknown);
        };
    }

    private void failed(
            AttemptResult result, Function<Boolean, TokenApiException> failure, @Nullable Duration retryAfter) {
        ended(result, null, failure, retryAfter);
    }

    /**
     * Continues as the table of {@link AttemptResult} says.
     *
     * @param value of a success
     * @param failure makes the exception, given whether the outcome is unknown
     * @param retryAfter the pause that the service asks for; null if it asks for none
     */
    private void ended(
            AttemptResult result,
            @Nullable R value,
            Function<Boolean, TokenApiException> failure,
            @Nullable Duration retryAfter) {
        FollowUp next = result.followUp(call.kind());
        tell(next);
        switch (next) {
            case RETURN -> complete(value);
            case RENEW -> {
                renewed = true;
                sent = false;
                attempt();
            }
            case RETRY -> retry(failure.apply(false), retryAfter);
            case FAIL, FAIL_OUTCOME_UNKNOWN -> completeExceptionally(failure.apply(next.isOutcomeUnknown()));
        }
    }

    private void retry(TokenApiException failure, @Nullable Duration retryAfter) {
        RetryPolicy policy = policy();
        Duration pause = retryAfter != null
                ? retryAfter
                : policy.delay(attempts, ThreadLocalRandom.current().nextDouble());
        if (attempts >= policy.attempts() || isNone(left().minus(pause))) {
            completeExceptionally(failure);
            return;
        }
        CompletableFuture<Void> wait = transport.waiting().sleep(pause);
        follow(wait);
        wait.thenRunAsync(() -> guarded(this::attempt), transport.executor()).exceptionally(defect -> {
            // An executor that accepts no more tasks must not leave the caller waiting forever.
            if (!isDone()) {
                failure.addSuppressed(Transport.cause(defect));
                completeExceptionally(failure);
            }
            return null;
        });
    }

    private void tell(FollowUp next) {
        AttemptListener.Outcome outcome = switch (next) {
            case RETURN -> AttemptListener.Outcome.SUCCESS;
            case RENEW, RETRY -> AttemptListener.Outcome.RETRY;
            case FAIL -> AttemptListener.Outcome.FAILURE;
            case FAIL_OUTCOME_UNKNOWN -> AttemptListener.Outcome.FAILURE_OUTCOME_UNKNOWN;
        };
        Duration duration = Duration.ofNanos(transport.ticker().getAsLong() - attemptStart);
        try {
            transport
                    .attemptListener()
                    .ended(new AttemptListener.Attempt(call.operation(), attempts, duration, status, outcome));
        } catch (RuntimeException e) {
            // It must not lose a result, which may hold a new secret.
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the attempt listener threw {0}",
                    e.getClass().getName());
        }
    }

    private static boolean isNone(Duration duration) {
        return duration.isZero() || duration.isNegative();
    }

    /** Logs neither headers nor body nor path: they may hold secrets and personal data. */
    private void log(int status, String what) {
        if (LOG.isLoggable(System.Logger.Level.DEBUG)) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "{0}, attempt {1}: {2}{3}",
                    call.operation(),
                    attempts,
                    what,
                    status == 0 ? "" : " " + status);
        }
    }
}
