package org.tokenapi.client;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DatabindException;

/**
 * One call with all its attempts. It holds no thread: each step begins when the one before it has ended. Only a thread that
 * waits for the call anyway is made use of. Cancelling it ends what is under way.
 */
final class Execution<T> extends CompletableFuture<T> {
    private static final System.Logger LOG = System.getLogger("org.tokenapi.client");

    /** The type of an answer, without its parameters: their values may be newer than this client. */
    private static final Pattern PARAMETERS = Pattern.compile("\\s*;.*", Pattern.DOTALL);

    private final Transport transport;
    private final TokenSource tokens;
    private final RetryPolicy policy;
    private final Call<T> call;
    private final byte @Nullable [] body;
    private final long start = System.nanoTime();
    private final @Nullable Thread caller;
    private int attempts;
    private boolean renewed;
    private volatile @Nullable CompletableFuture<?> underWay;

    private Execution(
            Transport transport, TokenSource tokens, RetryPolicy policy, Call<T> call, @Nullable Thread caller) {
        this.transport = transport;
        this.tokens = tokens;
        this.policy = policy;
        this.call = call;
        this.caller = caller;
        this.body = call.body() == null ? null : transport.mapper().writeValueAsBytes(call.body());
    }

    /** @param caller the thread that waits for the call, if one does */
    static <T> Execution<T> start(
            Transport transport, TokenSource tokens, RetryPolicy policy, Call<T> call, @Nullable Thread caller) {
        Execution<T> execution = new Execution<>(transport, tokens, policy, call, caller);
        execution.attempt();
        return execution;
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
        boolean cancelled = super.cancel(mayInterrupt);
        CompletableFuture<?> step = underWay;
        if (cancelled && step != null) {
            step.cancel(true);
        }
        return cancelled;
    }

    private void attempt() {
        CompletableFuture<Secret> token = tokens.token(call.operation());
        follow(token);
        token.whenComplete((secret, failure) -> {
            if (failure != null) {
                withoutToken(Transport.cause(failure));
            } else {
                send(secret);
            }
        });
    }

    private void send(Secret token) {
        if (isDone()) {
            return;
        }
        attempts++;
        CompletableFuture<HttpResponse<byte[]>> exchange;
        try {
            HttpRequest.Builder request = request(token);
            exchange = Thread.currentThread() == caller ? transport.sendHere(request) : transport.send(request.build());
        } catch (InterruptedException e) {
            // Who waits for this call is told so at once, and cancels it.
            Thread.currentThread().interrupt();
            return;
        }
        follow(exchange);
        exchange.whenComplete((answer, failure) -> {
            try {
                if (failure != null) {
                    broken(Transport.cause(failure));
                } else {
                    answered(token, answer);
                }
            } catch (RuntimeException | Error defect) {
                // Without this a defect would leave the caller waiting for ever.
                completeExceptionally(defect);
            }
        });
    }

    /** What is cancelled with the call. */
    private void follow(CompletableFuture<?> step) {
        underWay = step;
        if (isCancelled()) {
            step.cancel(true);
        }
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
        TokenApiException known = failure instanceof TokenApiException exception
                ? exception
                : new CredentialsException(
                        call.operation(),
                        "no access token: " + failure.getClass().getName(),
                        0,
                        false,
                        failure);
        boolean temporary = known instanceof CredentialsException credentials && credentials.isTemporary();
        attempts++;
        // Nothing was sent, so even what must not be repeated can go on.
        endOrRepeat(known, temporary, null);
    }

    private void broken(Throwable failure) {
        boolean unsent = Transport.isUnsent(failure);
        String what = failure instanceof TimeoutException
                ? "no complete answer within " + transport.timeout().toMillis() + " ms"
                : failure instanceof LimitedBody.TooLargeException
                        ? failure.getMessage()
                        : unsent ? "no connection" : "the connection broke";
        log(0, what);
        if (failure.getCause() instanceof LimitedBody.TooLargeException
                || failure instanceof LimitedBody.TooLargeException) {
            completeExceptionally(new UnreadableAnswerException(
                    call.operation(),
                    0,
                    null,
                    "the answer is larger than " + transport.largestAnswer() + " bytes",
                    !call.isRepeatable()));
            return;
        }
        boolean unknown = !unsent && !call.isRepeatable();
        endOrRepeat(new TransportException(call.operation(), what, unknown, failure), call.isRepeatable(), null);
    }

    private void answered(Secret token, HttpResponse<byte[]> answer) {
        int status = answer.statusCode();
        log(status, "answered");
        if (status / 100 == 2 && call.isDocumented(status)) {
            read(answer);
            return;
        }
        if (status == 401 && !renewed && tokens.reject(token)) {
            renewed = true;
            attempt();
            return;
        }
        Failure failure = Failure.of(answer, transport.mapper(), transport.clock());
        boolean again = call.isRepeatable() && (status == 429 || status >= 500);
        endOrRepeat(exception(failure), again, failure.retryAfter().orElse(null));
    }

    private TokenApiException exception(Failure failure) {
        String operation = call.operation();
        boolean unknown = failure.status() >= 500 && !call.isRepeatable();
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

    private void endOrRepeat(TokenApiException failure, boolean again, @Nullable Duration asked) {
        Duration wait = asked != null
                ? asked
                : policy.delay(attempts, ThreadLocalRandom.current().nextDouble());
        Duration spent = Duration.ofNanos(System.nanoTime() - start);
        if (!again || attempts >= policy.attempts() || spent.plus(wait).compareTo(policy.total()) >= 0) {
            completeExceptionally(failure);
            return;
        }
        CompletableFuture<Void> pause = transport.waiting().sleep(wait);
        follow(pause);
        pause.thenRun(this::attempt);
    }

    private void read(HttpResponse<byte[]> answer) {
        String type = answer.headers().firstValue("Content-Type").orElse("none");
        if (answer.body().length == 0) {
            unreadable(answer, "the body is empty");
        } else if (!isExpected(type)) {
            unreadable(answer, "the body is of another media type than " + call.accept());
        } else {
            T value;
            try {
                value = transport.mapper().readValue(answer.body(), call.answer());
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
        String essence = PARAMETERS.matcher(type).replaceFirst("");
        return essence.equalsIgnoreCase("application/json")
                || essence.equalsIgnoreCase(PARAMETERS.matcher(call.accept()).replaceFirst(""));
    }

    private static String place(JacksonException e) {
        TokenStreamLocation location = e.getLocation();
        String at = location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
        return e instanceof DatabindException databind && !databind.getPath().isEmpty()
                ? at + ", property " + databind.getPathReference().replaceAll("[\\w.$]+\\[", "[")
                : at;
    }

    private void unreadable(HttpResponse<byte[]> answer, String problem) {
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
