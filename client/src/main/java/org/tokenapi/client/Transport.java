package org.tokenapi.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Proxy;
import java.net.ProxySelector;
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
 * Sends requests to one host.
 *
 * @param connections to the host
 * @param timeout of one attempt, from its start to the last byte of the response
 * @param largestResponse in bytes
 * @param clock for dates and for the lifetime of access tokens
 * @param ticker nanoseconds since some fixed moment, for the time that has passed; unlike the clock, it is never set
 * @param proxyAuthorization the credentials for a proxy, as a header; null if there are none
 */
record Transport(
        Connections connections,
        URI baseUri,
        Duration timeout,
        int largestResponse,
        String userAgent,
        JsonMapper mapper,
        LenientReader lenient,
        Clock clock,
        LongSupplier ticker,
        Waiting waiting,
        @Nullable String proxyAuthorization,
        AttemptListener attemptListener) {

    /** The JDK says so only of the first bytes of a connection. */
    private static final String PLAINTEXT = "Unrecognized SSL message, plaintext connection?";

    /** Without the credentials. */
    @Override
    public String toString() {
        return "Transport to " + baseUri;
    }

    /** Waits without a thread. */
    interface Waiting {
        CompletableFuture<Void> sleep(Duration duration);
    }

    HttpClient http() {
        return connections.current();
    }

    /**
     * Whether the HTTP client runs on threads that the JDK made for it. If it has an executor of the application that
     * has been shut down, {@link HttpClient#send} may wait for ever, but {@code sendAsync} fails at once.
     */
    boolean hasOwnThreads() {
        return http().executor().isEmpty();
    }

    /** Where to continue after a wait: all timers of a JVM share one thread, which must not be blocked. */
    Executor executor() {
        return http().executor().orElseGet(() -> new CompletableFuture<Void>().defaultExecutor());
    }

    /** A request to a path of the host; the path is percent-encoded. */
    HttpRequest.Builder request(String target) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(baseUri + target)).setHeader("User-Agent", userAgent);
        // The JDK removes it from what it sends to the host itself.
        return proxyAuthorization == null ? request : request.setHeader("Proxy-Authorization", proxyAuthorization);
    }

    /**
     * Sends a request. If the response is not complete within the limit, or the result is cancelled, the connection is
     * dropped.
     *
     * @return the response; its body is null if it is larger than {@code largestResponse}
     */
    CompletableFuture<HttpResponse<byte @Nullable []>> send(HttpRequest request, Duration limit, RequestKind kind) {
        CompletableFuture<HttpResponse<byte @Nullable []>> exchange;
        int largest = largestResponse;
        try {
            // The handler must not hold this object: before Java 21, a connection in the pool holds the handler, and
            // would keep the HTTP client alive.
            exchange = connections
                    .of(kind)
                    .sendAsync(request, info -> new LimitedBodySubscriber(largest, info.headers(), null));
        } catch (RuntimeException | InternalError e) {
            // As in sendHere, so that both ways to send fail alike.
            return CompletableFuture.failedFuture(e);
        }
        CompletableFuture<HttpResponse<byte @Nullable []>> result = new CompletableFuture<>();
        exchange.whenComplete((response, failure) -> {
            if (failure != null) {
                result.completeExceptionally(cause(failure));
            } else {
                result.complete(response);
            }
        });
        result.whenComplete((response, failure) -> {
            if (failure != null) {
                exchange.cancel(true);
            }
        });
        limit(result, limit);
        return result;
    }

    /**
     * Sends a request and blocks this thread until the response is complete. The JDK then hands the exchange over
     * between fewer threads than after {@link #send}, which on few processors saves most of the time of a call.
     *
     * @return a completed future, otherwise as of {@link #send}
     * @throws InterruptedException if the thread was interrupted; the connection has been dropped
     */
    CompletableFuture<HttpResponse<byte @Nullable []>> sendHere(
            HttpRequest.Builder request, Duration limit, RequestKind kind) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        // As in send, the handler must not hold this object.
        int largest = largestResponse;
        Executor executor = executor();
        try {
            // Before Java 26 the timeout of a request ends with the headers of the response, so the body has its own.
            return CompletableFuture.completedFuture(connections
                    .of(kind)
                    .send(
                            request.timeout(limit).build(),
                            info -> new LimitedBodySubscriber(largest, info.headers(), body -> {
                                Duration left = Duration.ofNanos(end - System.nanoTime());
                                limit(body, left, () -> new HttpTimeoutException("the body is incomplete"), executor);
                            })));
        } catch (HttpConnectTimeoutException e) {
            return CompletableFuture.failedFuture(e);
        } catch (HttpTimeoutException e) {
            return CompletableFuture.failedFuture(late(limit));
        } catch (IOException | RuntimeException | InternalError e) {
            // The JDK throws the last two for some responses that are not HTTP.
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Makes a result fail with a {@link TimeoutException} if it is not done within the limit. */
    void limit(CompletableFuture<?> result, Duration limit) {
        limit(result, limit, () -> late(limit), executor());
    }

    private static void limit(
            CompletableFuture<?> result, Duration limit, Supplier<Throwable> failure, Executor executor) {
        if (result.isDone()) {
            return;
        }
        // Completed rather than cancelled when it is no longer needed: each cancellation creates an exception.
        CompletableFuture<Boolean> timer =
                new CompletableFuture<Boolean>().completeOnTimeout(true, limit.toNanos(), TimeUnit.NANOSECONDS);
        timer.thenAccept(isUp -> {
            if (isUp) {
                Runnable end = () -> result.completeExceptionally(failure.get());
                try {
                    executor.execute(end);
                } catch (RejectedExecutionException closed) {
                    result.defaultExecutor().execute(end);
                }
            }
        });
        result.whenComplete((value, none) -> timer.complete(false));
    }

    private static TimeoutException late(Duration limit) {
        return new TimeoutException("no complete response within " + limit.toMillis() + " ms");
    }

    /** Completes after a time. */
    static CompletableFuture<Void> timer(Duration duration) {
        return new CompletableFuture<Void>().completeOnTimeout(null, duration.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** The failure itself, without the wrapper of a dependent stage. */
    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** Describes a failed exchange, without anything that was received. */
    String message(Throwable failure) {
        if (failure instanceof TimeoutException) {
            return failure.getMessage();
        }
        String name = " (" + failure.getClass().getName() + ")";
        if (isCausedBy(failure, SSLHandshakeException.class) || isPlaintext(failure)) {
            return "TLS handshake with " + baseUri.getHost() + " failed" + name;
        }
        if (isCausedBy(failure, UnknownHostException.class) || isCausedBy(failure, UnresolvedAddressException.class)) {
            return "unknown host " + baseUri.getHost() + ", or that of a proxy" + name;
        }
        return (isUnsent(failure) ? "cannot connect to " + baseUri.getAuthority() : "the connection broke") + name;
    }

    /** A failure that may be the cause of an exception; null for others, whose messages may quote what was received. */
    static @Nullable Throwable harmless(Throwable failure) {
        return failure instanceof TimeoutException || failure instanceof SSLException || isUnsent(failure)
                ? failure
                : null;
    }

    /** Whether the request never left, so that it can't have been carried out. */
    static boolean isUnsent(Throwable failure) {
        return isCausedBy(failure, ConnectException.class)
                || isCausedBy(failure, HttpConnectTimeoutException.class)
                || isCausedBy(failure, UnknownHostException.class)
                || isCausedBy(failure, UnresolvedAddressException.class)
                || isCausedBy(failure, SSLHandshakeException.class)
                || isPlaintext(failure);
    }

    /** Whether the first bytes of a server were not TLS, so that there was no handshake. */
    private static boolean isPlaintext(Throwable failure) {
        for (Throwable one = failure; one != null; one = one.getCause()) {
            if (one instanceof SSLException && PLAINTEXT.equals(one.getMessage())) {
                return true;
            }
        }
        return false;
    }

    /** Whether requests go through an HTTP proxy. */
    boolean hasProxy() {
        ProxySelector selector = http().proxy().orElseGet(ProxySelector::getDefault);
        return selector != null && selector.select(baseUri).stream().anyMatch(proxy -> proxy.type() == Proxy.Type.HTTP);
    }

    private static boolean isCausedBy(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable one = failure; one != null; one = one.getCause()) {
            if (type.isInstance(one)) {
                return true;
            }
        }
        return false;
    }
}
