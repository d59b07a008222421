package org.tokenapi.contract.gate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
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

/** An HTTP client that changes requests on their way out, or answers on their way in: a client with a planted fault. */
final class RewritingHttpClient extends HttpClient {
    private final HttpClient delegate =
            HttpClient.newBuilder().version(Version.HTTP_1_1).build();
    private final UnaryOperator<Sent> requests;
    private final UnaryOperator<String> answers;

    RewritingHttpClient(UnaryOperator<Sent> requests, UnaryOperator<String> answers) {
        this.requests = requests;
        this.answers = answers;
    }

    /** A request as it is about to be sent. */
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
    public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) throws IOException {
        try {
            HttpResponse<String> answer =
                    delegate.send(requests.apply(Sent.of(request)).toRequest(), HttpResponse.BodyHandlers.ofString());
            return new Rewritten<>(answer, request, handler, answers.apply(answer.body()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** The answer, with another body; the generated client asks for bodies as streams. */
    private record Rewritten<T>(
            HttpResponse<String> answer, HttpRequest request, HttpResponse.BodyHandler<T> handler, String text)
            implements HttpResponse<T> {

        @Override
        @SuppressWarnings("unchecked")
        public T body() {
            InputStream body = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
            return (T) body;
        }

        @Override
        public int statusCode() {
            return answer.statusCode();
        }

        @Override
        public Optional<HttpResponse<T>> previousResponse() {
            return Optional.empty();
        }

        @Override
        public HttpHeaders headers() {
            return answer.headers();
        }

        @Override
        public Optional<SSLSession> sslSession() {
            return Optional.empty();
        }

        @Override
        public URI uri() {
            return answer.uri();
        }

        @Override
        public Version version() {
            return answer.version();
        }
    }

    /** Takes the bytes out of a body that is held in memory, as those of the generated client are. */
    private static final class Collector implements Flow.Subscriber<ByteBuffer> {
        private final StringBuilder text = new StringBuilder();

        static String read(HttpRequest.BodyPublisher publisher) {
            Collector collector = new Collector();
            publisher.subscribe(collector);
            return collector.text.toString();
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(ByteBuffer bytes) {
            text.append(StandardCharsets.UTF_8.decode(bytes));
        }

        @Override
        public void onError(Throwable failure) {
            throw new IllegalStateException(failure);
        }

        @Override
        public void onComplete() {}
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request, HttpResponse.BodyHandler<T> handler, HttpResponse.PushPromiseHandler<T> push) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<CookieHandler> cookieHandler() {
        return delegate.cookieHandler();
    }

    @Override
    public Optional<Duration> connectTimeout() {
        return delegate.connectTimeout();
    }

    @Override
    public Redirect followRedirects() {
        return delegate.followRedirects();
    }

    @Override
    public Optional<ProxySelector> proxy() {
        return delegate.proxy();
    }

    @Override
    public SSLContext sslContext() {
        return delegate.sslContext();
    }

    @Override
    public SSLParameters sslParameters() {
        return delegate.sslParameters();
    }

    @Override
    public Optional<Authenticator> authenticator() {
        return delegate.authenticator();
    }

    @Override
    public Version version() {
        return delegate.version();
    }

    @Override
    public Optional<Executor> executor() {
        return delegate.executor();
    }
}
