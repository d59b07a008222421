package org.tokenapi.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * One host, and how to exchange messages with it.
 *
 * @param timeout how long one attempt may take, from its start to the last byte of the answer
 * @param largestResponse in bytes
 * @param clock what dates and the life of tokens are held against
 * @param ticker the nanoseconds since some moment; nobody sets it, so it tells how long something took
 */
record Transport(
        HttpClient http,
        URI baseUri,
        Duration timeout,
        int largestResponse,
        String userAgent,
        JsonMapper mapper,
        Clock clock,
        LongSupplier ticker,
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
        CompletableFuture<HttpResponse<byte @Nullable []>> exchange;
        try {
            exchange = http.sendAsync(request, info -> new LimitedBodySubscriber(largestResponse, null));
        } catch (RuntimeException | InternalError e) {
            // As below, so that both ways to send end alike.
            return CompletableFuture.failedFuture(e);
        }
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

    /**
     * Sends a request and waits on this thread for the end of the exchange, which the JDK then passes through fewer threads
     * than after {@link #send}: on a machine with few processors that is most of the time of a call.
     *
     * @return done, otherwise as of {@link #send}
     * @throws InterruptedException after the exchange was ended
     */
    CompletableFuture<HttpResponse<byte @Nullable []>> sendHere(HttpRequest.Builder request, Duration limit)
            throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        try {
            // The JDK applies the timeout of a request up to the headers of the answer only, before version 26.
            return CompletableFuture.completedFuture(http.send(
                    request.timeout(limit).build(),
                    info -> new LimitedBodySubscriber(largestResponse, body -> {
                        Duration left = Duration.ofNanos(end - System.nanoTime());
                        limit(body, left, () -> new HttpTimeoutException("the body is not complete"));
                    })));
        } catch (HttpConnectTimeoutException e) {
            return CompletableFuture.failedFuture(e);
        } catch (HttpTimeoutException e) {
            return CompletableFuture.failedFuture(late(limit));
        } catch (IOException | RuntimeException | InternalError e) {
            // The last two where what came is not HTTP.
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Lets a result fail with a {@link TimeoutException} if it takes too long. */
    void limit(CompletableFuture<?> result, Duration limit) {
        limit(result, limit, () -> late(limit));
    }

    private void limit(CompletableFuture<?> result, Duration limit, Supplier<Throwable> failure) {
        if (result.isDone()) {
            return;
        }
        // Completed and not cancelled once there is no need of it: each cancellation makes an exception with its stack.
        CompletableFuture<Boolean> timer =
                new CompletableFuture<Boolean>().completeOnTimeout(true, limit.toNanos(), TimeUnit.NANOSECONDS);
        timer.thenAccept(isUp -> {
            if (isUp) {
                Runnable end = () -> result.completeExceptionally(failure.get());
                try {
                    executor().execute(end);
                } catch (RejectedExecutionException closed) {
                    result.defaultExecutor().execute(end);
                }
            }
        });
        result.whenComplete((value, none) -> timer.complete(false));
    }

    private static TimeoutException late(Duration limit) {
        return new TimeoutException("no complete answer within " + limit.toMillis() + " ms");
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
