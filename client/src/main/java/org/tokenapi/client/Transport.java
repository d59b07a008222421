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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
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

    /** A request to a path of the host; the path is percent-encoded. */
    HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(URI.create(baseUri + target)).setHeader("User-Agent", userAgent);
    }

    /** Sends a request. If the result is not done within the timeout, or is cancelled, the exchange ends. */
    CompletableFuture<HttpResponse<byte[]>> send(HttpRequest request) {
        CompletableFuture<HttpResponse<byte[]>> exchange =
                http.sendAsync(request, info -> new LimitedBody(largestAnswer, null));
        CompletableFuture<HttpResponse<byte[]>> result = exchange.copy();
        result.orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS).whenComplete((answer, failure) -> {
            if (failure != null) {
                exchange.cancel(true);
            }
        });
        return result;
    }

    /**
     * Sends a request and waits on this thread for the end of the exchange, which the JDK then passes through fewer threads
     * than after {@link #send}: on a machine with few processors that is most of the time of a call.
     *
     * @return done
     */
    CompletableFuture<HttpResponse<byte[]>> sendHere(HttpRequest.Builder request) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        try {
            // The JDK applies the timeout of a request up to the headers of the answer only; later versions to all of
            // it.
            return CompletableFuture.completedFuture(http.send(
                    request.timeout(timeout).build(),
                    info -> new LimitedBody(largestAnswer, Duration.ofNanos(end - System.nanoTime()))));
        } catch (HttpConnectTimeoutException e) {
            return CompletableFuture.failedFuture(e);
        } catch (HttpTimeoutException e) {
            return CompletableFuture.failedFuture(new TimeoutException());
        } catch (IOException | RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** What really happened. */
    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
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
