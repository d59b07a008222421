package org.tokenapi.gates;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;

/** An HTTP client that is a function from requests to responses. It needs no network, and can change messages. */
final class FunctionHttpClient extends HttpClient {
    private final HttpClient settings =
            HttpClient.newBuilder().version(Version.HTTP_1_1).build();
    private final Exchange exchange;

    FunctionHttpClient(Exchange exchange) {
        this.exchange = exchange;
    }

    /** A client with a planted fault: it changes requests before they are sent, or the bodies of responses. */
    static FunctionHttpClient rewriting(UnaryOperator<Sent> requests, UnaryOperator<String> bodies) {
        HttpClient http = HttpClient.newBuilder().version(Version.HTTP_1_1).build();
        return new FunctionHttpClient(sent -> {
            HttpResponse<String> response =
                    http.send(requests.apply(sent).toRequest(), HttpResponse.BodyHandlers.ofString());
            return new StubResponse(response.statusCode(), response.headers().map(), bodies.apply(response.body()));
        });
    }

    /** Returns the response to a request. */
    interface Exchange {
        StubResponse send(Sent sent) throws IOException, InterruptedException;
    }

    /** A response. */
    record StubResponse(int status, Map<String, List<String>> headers, String body) {}

    /** A request before it is sent. */
    record Sent(String method, URI uri, Map<String, List<String>> headers, String body) {

        static Sent of(HttpRequest request) {
            return new Sent(
                    request.method(),
                    request.uri(),
                    request.headers().map(),
                    request.bodyPublisher().map(Collector::read).orElse(""));
        }

        Sent method(String newMethod) {
            return new Sent(newMethod, uri, headers, body);
        }

        Sent uri(String regex, String replacement) {
            return new Sent(method, URI.create(uri.toString().replaceAll(regex, replacement)), headers, body);
        }

        Sent header(String name, String... values) {
            Map<String, List<String>> changed = new LinkedHashMap<>(headers);
            changed.keySet().removeIf(name::equalsIgnoreCase);
            if (values.length > 0) {
                changed.put(name, List.of(values));
            }
            return new Sent(method, uri, changed, body);
        }

        Sent body(String newBody) {
            return new Sent(method, uri, headers, newBody);
        }

        HttpRequest toRequest() {
            HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                    .method(
                            method,
                            body.isEmpty()
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofString(body));
            headers.forEach((name, values) -> values.forEach(value -> request.header(name, value)));
            return request.build();
        }
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
            throws IOException, InterruptedException {
        return Received.of(exchange.send(Sent.of(request)), request, handler);
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return CompletableFuture.completedFuture(send(request, handler));
        } catch (IOException | RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request, HttpResponse.BodyHandler<T> handler, HttpResponse.PushPromiseHandler<T> push) {
        throw new UnsupportedOperationException();
    }

    private record Received<T>(int statusCode, HttpHeaders headers, HttpRequest request, T body)
            implements HttpResponse<T>, HttpResponse.ResponseInfo {

        static <T> Received<T> of(StubResponse response, HttpRequest request, BodyHandler<T> handler) {
            HttpHeaders headers = HttpHeaders.of(response.headers(), (name, value) -> true);
            BodySubscriber<T> subscriber = handler.apply(new Received<>(response.status(), headers, request, null));
            subscriber.onSubscribe(new Unlimited());
            subscriber.onNext(List.of(ByteBuffer.wrap(response.body().getBytes(StandardCharsets.UTF_8))));
            subscriber.onComplete();
            T body = subscriber.getBody().toCompletableFuture().join();
            return new Received<>(response.status(), headers, request, body);
        }

        @Override
        public Optional<HttpResponse<T>> previousResponse() {
            return Optional.empty();
        }

        @Override
        public Optional<SSLSession> sslSession() {
            return Optional.empty();
        }

        @Override
        public URI uri() {
            return request.uri();
        }

        @Override
        public Version version() {
            return Version.HTTP_1_1;
        }
    }

    /** Does nothing, because the whole body is available at once. */
    private static final class Unlimited implements Flow.Subscription {
        @Override
        public void request(long number) {}

        @Override
        public void cancel() {}
    }

    /** Collects the bytes of a body that is in memory. */
    private static final class Collector implements Flow.Subscriber<ByteBuffer> {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        static String read(HttpRequest.BodyPublisher publisher) {
            Collector collector = new Collector();
            publisher.subscribe(collector);
            return collector.bytes.toString(StandardCharsets.UTF_8);
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(ByteBuffer part) {
            byte[] copy = new byte[part.remaining()];
            part.get(copy);
            bytes.writeBytes(copy);
        }

        @Override
        public void onError(Throwable failure) {
            throw new IllegalStateException(failure);
        }

        @Override
        public void onComplete() {}
    }

    @Override
    public Optional<CookieHandler> cookieHandler() {
        return settings.cookieHandler();
    }

    @Override
    public Optional<Duration> connectTimeout() {
        return settings.connectTimeout();
    }

    @Override
    public Redirect followRedirects() {
        return settings.followRedirects();
    }

    @Override
    public Optional<ProxySelector> proxy() {
        return settings.proxy();
    }

    @Override
    public SSLContext sslContext() {
        return settings.sslContext();
    }

    @Override
    public SSLParameters sslParameters() {
        return settings.sslParameters();
    }

    @Override
    public Optional<Authenticator> authenticator() {
        return settings.authenticator();
    }

    @Override
    public Version version() {
        return settings.version();
    }

    @Override
    public Optional<Executor> executor() {
        return settings.executor();
    }
}
