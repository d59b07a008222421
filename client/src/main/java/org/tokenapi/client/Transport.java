package org.tokenapi.client;

import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * One host, and how to exchange messages with it.
 *
 * @param timeout how long one attempt may take, from its start to the last byte of the answer
 * @param largestAnswer in bytes
 */
record Transport(
        HttpClient http,
        URI baseUri,
        Duration timeout,
        int largestAnswer,
        String userAgent,
        JsonMapper mapper,
        Clock clock,
        Waiting waiting) {

    /** Waits without a thread. */
    interface Waiting {
        CompletableFuture<Void> sleep(Duration duration);
    }

    /** Where to go on after a wait: the timers of a JVM share one thread, which must not be held up. */
    Executor executor() {
        return http.executor().orElseGet(() -> new CompletableFuture<Void>().defaultExecutor());
    }

    /** A request to a path of the host; the path is percent-encoded. */
    HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(URI.create(baseUri + target)).setHeader("User-Agent", userAgent);
    }

    /**
     * Sends a request. If the result is not done within the limit, or is cancelled, the exchange ends and its connection is
     * dropped.
     *
     * @return without a body if it is larger than the largest answer
     */
    CompletableFuture<HttpResponse<byte @Nullable []>> send(HttpRequest request, Duration limit) {
        CompletableFuture<HttpResponse<byte @Nullable []>> exchange =
                http.sendAsync(request, info -> new LimitedBody(largestAnswer));
        CompletableFuture<HttpResponse<byte @Nullable []>> result = new CompletableFuture<>();
        exchange.whenComplete((answer, failure) -> {
            if (failure != null) {
                result.completeExceptionally(cause(failure));
            } else {
                result.complete(answer);
            }
        });
        result.whenComplete((answer, failure) -> {
            if (failure != null) {
                exchange.cancel(true);
            }
        });
        limit(result, limit);
        return result;
    }

    /** Lets a result fail with a {@link TimeoutException} if it takes too long. */
    void limit(CompletableFuture<?> result, Duration limit) {
        if (result.isDone()) {
            return;
        }
        CompletableFuture<Void> timer = timer(limit);
        timer.thenRunAsync(
                () -> result.completeExceptionally(
                        new TimeoutException("no complete answer within " + limit.toMillis() + " ms")),
                executor());
        result.whenComplete((value, failure) -> timer.cancel(false));
    }

    /** Is done after a time; costs nothing more once it is cancelled. */
    static CompletableFuture<Void> timer(Duration duration) {
        return new CompletableFuture<Void>().completeOnTimeout(null, duration.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** What really happened. */
    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** What happened to an exchange, without anything that was received. */
    static String message(Throwable failure) {
        if (failure instanceof TimeoutException) {
            return failure.getMessage();
        }
        return (isUnsent(failure) ? "no connection (" : "the connection broke (")
                + failure.getClass().getName() + ")";
    }

    /** What may be the cause of an exception: other failures of the HTTP client quote what they received. */
    static @Nullable Throwable harmless(Throwable failure) {
        return failure instanceof TimeoutException || failure instanceof SSLException || isUnsent(failure)
                ? failure
                : null;
    }

    /** Whether a request never left, so that it can't have been carried out. */
    static boolean isUnsent(Throwable failure) {
        for (Throwable one = failure; one != null; one = one.getCause()) {
            if (one instanceof ConnectException
                    || one instanceof HttpConnectTimeoutException
                    || one instanceof UnknownHostException
                    || one instanceof UnresolvedAddressException
                    || one instanceof SSLHandshakeException) {
                return true;
            }
        }
        return false;
    }
}
