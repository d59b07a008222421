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
 * Sends requests to a server over HTTP/1.1. It does not follow redirects, and reads no more than a limited number of
 * bytes of a response. Thread-safe.
 */
public final class ServerUnderTest {
    private static final int LARGEST_BODY = 10 * 1024 * 1024;

    /** Headers that {@code java.net.http} sets itself and refuses from callers. */
    private static final Set<String> OWN_HEADERS = restricted();

    private final URI base;
    private final Duration limit;
    private final HttpClient http;

    /**
     * A server at an address; nothing is sent yet.
     *
     * @param base the root of the server, without the path of the document's servers
     * @param limit the time limit of one exchange, from sending the request to the last byte of the response
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
     * Sends a request and reads the whole response.
     *
     * @throws NoResponseException if there is no complete response within the limits; the message is one line and
     *     contains no secret
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public Exchange send(Exchange.Request request) throws NoResponseException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> pending =
                http.sendAsync(sendable(request), info -> new BoundedBody(LARGEST_BODY));
        try {
            HttpResponse<byte[]> response = pending.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return new Exchange(
                    request,
                    new Exchange.Response(
                            response.statusCode(), Headers.of(response.headers().map()), response.body()));
        } catch (TimeoutException e) {
            // Closes the connection.
            pending.cancel(true);
            throw new NoResponseException(false, "no complete response within " + limit.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw noResponse(e.getCause() == null ? e : e.getCause());
        }
    }

    private NoResponseException noResponse(Throwable failure) {
        if (failure instanceof BoundedBody.TooLargeException
                || failure.getCause() instanceof BoundedBody.TooLargeException) {
            return new NoResponseException(false, "the response body is larger than " + LARGEST_BODY + " bytes");
        }
        if (failure instanceof ConnectException || failure instanceof HttpConnectTimeoutException) {
            return new NoResponseException(
                    true,
                    failure.getCause() instanceof UnresolvedAddressException
                            ? "unknown host " + base.getHost()
                            : "no server listens at " + base);
        }
        if (failure instanceof SSLException) {
            return new NoResponseException(true, "TLS handshake with " + base + " failed: " + failure.getMessage());
        }
        return new NoResponseException(
                false, "the connection failed: " + failure.getClass().getSimpleName());
    }

    private HttpRequest sendable(Exchange.Request request) throws NoResponseException {
        try {
            return toHttp(request);
        } catch (IllegalArgumentException e) {
            // The message of the exception repeats the value, which may be a secret.
            throw new NoResponseException(
                    false, "can't send the request: its URL or a header contains a character that HTTP does not allow");
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

    /** There was no complete response. The message says why in one line, and contains no secret. */
    public static final class NoResponseException extends Exception {
        private static final long serialVersionUID = 1;

        private final boolean unreachable;

        NoResponseException(boolean unreachable, String reason) {
            super(reason);
            this.unreachable = unreachable;
        }

        /** Whether no connection could be opened, so that other requests would fail as well. */
        public boolean isUnreachable() {
            return unreachable;
        }
    }
}
