package org.tokenapi.client;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/**
 * One call with all its attempts. It holds no thread: each step begins when the one before it has ended. Whoever completes or
 * cancels it ends what is under way.
 */
final class Execution<T> extends CompletableFuture<T> {
    private static final System.Logger LOG = System.getLogger("org.tokenapi.client");

    private final TokenApiClient client;
    private final Transport transport;
    private final Call<T> call;
    private final byte @Nullable [] body;
    private final long start;
    private final @Nullable Thread caller;
    private int attempts;
    private boolean renewed;
    private volatile boolean sent;
    private volatile @Nullable CompletableFuture<?> underWay;

    private Execution(TokenApiClient client, Call<T> call, @Nullable Thread caller) {
        this.client = client;
        this.transport = client.transport();
        this.call = call;
        this.caller = caller;
        this.body = call.body() == null ? null : written(call.body());
        this.start = transport.ticker().getAsLong();
    }

    /**
     * Starts a call.
     *
     * @param caller the thread that waits for its end, and so may carry a request itself; null if none does
     * @throws InvalidRequestException if the body can't be written
     */
    static <T> Execution<T> start(TokenApiClient client, Call<T> call, @Nullable Thread caller) {
        Execution<T> execution = new Execution<>(client, call, caller);
        execution.whenComplete((value, failure) -> {
            CompletableFuture<?> step = execution.underWay;
            if (step != null) {
                step.cancel(true);
            }
        });
        execution.guarded(execution::attempt);
        return execution;
    }

    /** Whether a request is out, or was answered in a way that does not tell whether it was carried out. */
    boolean isOutcomeUnknown() {
        return sent && !call.isRepeatable();
    }

    private byte[] written(Object value) {
        try {
            return transport.mapper().writeValueAsBytes(value);
        } catch (JacksonException e) {
            // Not as the cause, and not its message: both may hold a value.
            throw new InvalidRequestException(call.operation(), List.of("body can't be written as JSON"));
        }
    }

    /** After its end nothing follows, and a defect in a step does not leave the caller waiting for ever. */
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

    /** What ends together with the call. */
    private void follow(CompletableFuture<?> step) {
        underWay = step;
        if (isDone()) {
            step.cancel(true);
        }
    }

    private Duration left() {
        return client.policy().total().minusNanos(transport.ticker().getAsLong() - start);
    }

    /** Ends the call, of which nothing is out, if it is too late for a request. */
    private boolean isTooLate(Duration left) {
        boolean closed = client.isClosed();
        if (closed || isNone(left)) {
            completeExceptionally(new TransportException(
                    call.operation(), closed ? "the client is closed" : "no time is left", false, null));
            return true;
        }
        return false;
    }

    private void attempt() {
        attempts++;
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
        // The token may have taken its time, or the client been closed meanwhile.
        if (isTooLate(left)) {
            return;
        }
        Duration limit = left.compareTo(transport.timeout()) < 0 ? left : transport.timeout();
        // Before the question whether it was cancelled: who cancels then sees either this or that nothing leaves.
        sent = true;
        if (isDone()) {
            return;
        }
        CompletableFuture<HttpResponse<byte @Nullable []>> exchange;
        try {
            exchange = Thread.currentThread() == caller
                    ? transport.sendHere(request, limit)
                    : transport.send(request.build(), limit);
        } catch (InterruptedException e) {
            // It goes on to wait for this call, and then sees it.
            Thread.currentThread().interrupt();
            return;
        }
        follow(exchange);
        exchange.whenComplete((answer, failure) -> guarded(() -> {
            if (failure != null) {
                broken(Transport.cause(failure));
            } else {
                answered(token, answer);
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
                                ? "no access token in time"
                                : "no access token: " + failure.getClass().getName(),
                        0,
                        failure instanceof TimeoutException,
                        null,
                        null);
        log(known.status(), "no access token");
        // Nothing was sent, so even what must not be repeated can go on.
        endOrRepeat(known, known.isTemporary(), known.retryAfter().orElse(null));
    }

    private void broken(Throwable failure) {
        String what = Transport.message(failure);
        log(0, what);
        boolean unknown = !call.isRepeatable() && !Transport.isUnsent(failure);
        endOrRepeat(
                new TransportException(call.operation(), what, unknown, Transport.harmless(failure)),
                call.isRepeatable(),
                null);
    }

    private void answered(Secret token, HttpResponse<byte @Nullable []> answer) {
        int status = answer.statusCode();
        log(status, "answered");
        if (status / 100 == 2 && call.isDocumented(status)) {
            read(answer);
            return;
        }
        if (status == 401 && !renewed && client.tokens().reject(token)) {
            renewed = true;
            sent = false;
            attempt();
            return;
        }
        Failure failure = Failure.of(answer, transport.mapper(), transport.clock());
        boolean again = call.isRepeatable() && (status == 429 || status >= 500);
        endOrRepeat(exception(failure), again, failure.retryAfter().orElse(null));
    }

    private TokenApiException exception(Failure failure) {
        String operation = call.operation();
        if (!call.isDocumented(failure.status())) {
            // Mostly of something on the way: 408 and 499 are answered while the service is still at work.
            return new UndocumentedStatusException(operation, failure, !call.isRepeatable());
        }
        // A client error alone says for sure that nothing was done.
        boolean unknown = failure.status() / 100 != 4 && !call.isRepeatable();
        return switch (failure.status()) {
            case 400 -> new BadRequestException(operation, failure);
            case 401 -> new UnauthorizedException(operation, failure);
            case 403 -> new ForbiddenException(operation, failure);
            case 404 -> new NotFoundException(operation, failure);
            case 409 -> new ConflictException(operation, failure);
            default -> new OtherFailureException(operation, failure, unknown);
        };
    }

    private void endOrRepeat(TokenApiException failure, boolean again, @Nullable Duration asked) {
        RetryPolicy policy = client.policy();
        Duration wait = asked != null
                ? asked
                : policy.delay(attempts, ThreadLocalRandom.current().nextDouble());
        if (!again || attempts >= policy.attempts() || isNone(left().minus(wait))) {
            completeExceptionally(failure);
            return;
        }
        CompletableFuture<Void> pause = transport.waiting().sleep(wait);
        follow(pause);
        pause.thenRunAsync(() -> guarded(this::attempt), transport.executor()).exceptionally(defect -> {
            // An executor that takes no more tasks must not leave the caller waiting for ever.
            if (!isDone()) {
                failure.addSuppressed(Transport.cause(defect));
                completeExceptionally(failure);
            }
            return null;
        });
    }

    private static boolean isNone(Duration duration) {
        return duration.isZero() || duration.isNegative();
    }

    private void read(HttpResponse<byte @Nullable []> answer) {
        byte[] bytes = answer.body();
        // Without a type it may be JSON all the same, and what it holds may not come a second time.
        String type = answer.headers().firstValue("Content-Type").orElse(call.accept());
        if (bytes == null) {
            unreadable(answer, "the body is larger than " + transport.largestAnswer() + " bytes");
        } else if (bytes.length == 0) {
            unreadable(answer, "the body is empty");
        } else if (!isExpected(type)) {
            unreadable(answer, "the body is of another media type than " + call.accept());
        } else {
            T value;
            try {
                value = transport.mapper().readValue(bytes, call.answer());
            } catch (JacksonException e) {
                // Not as the cause, and not its message: both may hold what the body holds.
                unreadable(answer, "the body can't be read" + place(e));
                return;
            }
            List<String> missing = value == null ? List.of("the body is null") : call.missing(value);
            if (missing.isEmpty()) {
                complete(value);
            } else {
                unreadable(answer, String.join("; ", missing));
            }
        }
    }

    private boolean isExpected(String type) {
        String essence = essence(type);
        return essence.equalsIgnoreCase("application/json") || essence.equalsIgnoreCase(essence(call.accept()));
    }

    /** A media type without its parameters: their values may be newer than this client. */
    private static String essence(String mediaType) {
        int end = mediaType.indexOf(';');
        return (end < 0 ? mediaType : mediaType.substring(0, end)).strip();
    }

    /** Line, column and the path of properties; the keys of a map are a part of the body and don't show. */
    private static String place(JacksonException e) {
        TokenStreamLocation location = e.getLocation();
        String at = location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
        String path = e.getPath().stream()
                .map(step -> step.from() instanceof Map
                        ? "*"
                        : step.getPropertyName() == null ? String.valueOf(step.getIndex()) : step.getPropertyName())
                .collect(Collectors.joining("/"));
        return path.isEmpty() ? at : at + ", property " + path;
    }

    private void unreadable(HttpResponse<?> answer, String problem) {
        completeExceptionally(new UnreadableAnswerException(
                call.operation(),
                answer.statusCode(),
                Failure.requestId(answer.headers()),
                problem,
                !call.isRepeatable()));
    }

    /** Neither header nor body nor path: what they hold is nobody's business. */
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
