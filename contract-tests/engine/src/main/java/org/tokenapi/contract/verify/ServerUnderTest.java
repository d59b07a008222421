package org.tokenapi.contract.verify;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.tokenapi.contract.check.Exchange;
import org.tokenapi.contract.check.Headers;

/**
 * A server that requests are sent to, over HTTP/1.1. Redirects are not followed. Each request ends within a time limit,
 * whatever the server does, and no more than a limit of bytes is read of an answer. Thread-safe.
 */
public final class ServerUnderTest {
    private static final int LARGEST_BODY = 10 * 1024 * 1024;

    /** The HTTP client of Java sets these itself. */
    private static final Set<String> OWN_HEADERS = restricted();

    private final URI base;
    private final Duration limit;
    private final HttpClient http;

    /**
     * @param base the root of the server, without the path that the document's servers add
     * @param limit how long one exchange may take
     */
    public ServerUnderTest(URI base, Duration limit) {
        this.base = URI.create(base.toString().replaceAll("/+$", ""));
        this.limit = limit;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(limit)
                .build();
    }

    /**
     * Sends a request and waits for the whole answer.
     *
     * @throws NoResponseException if none came; the message says why, in one line
     */
    public Exchange send(Exchange.Request request) throws NoResponseException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(sendable(request), info -> new BoundedBody(LARGEST_BODY));
        try {
            HttpResponse<byte[]> response = answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return new Exchange(
                    request,
                    new Exchange.Response(
                            response.statusCode(), Headers.of(response.headers().map()), response.body()));
        } catch (TimeoutException e) {
            // Ends the exchange, so that no connection is left behind.
            answer.cancel(true);
            throw new NoResponseException(false, "no complete answer within " + limit.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw noAnswer(e.getCause() == null ? e : e.getCause());
        }
    }

    private NoResponseException noAnswer(Throwable failure) {
        if (failure instanceof BoundedBody.TooLargeException
                || failure.getCause() instanceof BoundedBody.TooLargeException) {
            return new NoResponseException(false, "the answer is larger than " + LARGEST_BODY + " bytes");
        }
        if (failure instanceof ConnectException || failure instanceof HttpConnectTimeoutException) {
            return new NoResponseException(
                    true,
                    failure.getCause() instanceof UnresolvedAddressException
                            ? "nobody knows the host of " + base
                            : "no server listens at " + base);
        }
        if (failure instanceof SSLException) {
            return new NoResponseException(
                    true, "no TLS connection to " + base + " comes about: " + failure.getMessage());
        }
        return new NoResponseException(
                false, "the connection broke: " + failure.getClass().getSimpleName());
    }

    private HttpRequest sendable(Exchange.Request request) throws NoResponseException {
        try {
            return toHttp(request);
        } catch (IllegalArgumentException e) {
            // Its message repeats the value, which may be a secret.
            throw new NoResponseException(
                    false, "it can't be sent: its URL or a header holds a character that HTTP doesn't allow there");
        }
    }

    private HttpRequest toHttp(Exchange.Request request) {
        HttpRequest.Builder http = HttpRequest.newBuilder(URI.create(base + request.target()))
                .method(
                        request.method(),
                        request.body().length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(request.body()));
        for (String name : request.headers().names()) {
            if (!OWN_HEADERS.contains(name)) {
                request.headers().all(name).forEach(value -> http.header(name, value));
            }
        }
        return http.build();
    }

    private static Set<String> restricted() {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(Set.of("Connection", "Content-Length", "Expect", "Host", "Upgrade"));
        return names;
    }

    /** No answer came that could be checked. */
    public static final class NoResponseException extends Exception {
        private static final long serialVersionUID = 1;

        private final boolean unreachable;

        NoResponseException(boolean unreachable, String reason) {
            super(reason);
            this.unreachable = unreachable;
        }

        /** Whether no connection came about at all. */
        public boolean isUnreachable() {
            return unreachable;
        }
    }
}
