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
import java.util.concurrent.TimeUnit;
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
                http.sendAsync(request, info -> new LimitedBody(largestAnswer));
        CompletableFuture<HttpResponse<byte[]>> result = exchange.copy();
        result.orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS).whenComplete((answer, failure) -> {
            if (failure != null) {
                exchange.cancel(true);
            }
        });
        return result;
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
