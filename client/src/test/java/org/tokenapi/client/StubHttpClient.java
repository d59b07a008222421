package org.tokenapi.client;

import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** Does what a test says instead of sending, and can be closed as those of Java 21 and later can. */
final class StubHttpClient extends HttpClient implements AutoCloseable {
    private final HttpClient settings = HttpClient.newHttpClient();
    private final Supplier<CompletableFuture<?>> exchange;
    private final Executor executor;
    private int closed;

    /** @param exchange what comes of a request */
    StubHttpClient(Supplier<CompletableFuture<?>> exchange, Executor executor) {
        this.exchange = exchange;
        this.executor = executor;
    }

    /** How often it was closed. */
    int closed() {
        return closed;
    }

    @Override
    public void close() {
        closed++;
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        return this.<T>answer().join();
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        return answer();
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request, HttpResponse.BodyHandler<T> handler, HttpResponse.PushPromiseHandler<T> push) {
        return answer();
    }

    @SuppressWarnings("unchecked")
    private <T> CompletableFuture<HttpResponse<T>> answer() {
        return (CompletableFuture<HttpResponse<T>>) exchange.get();
    }

    @Override
    public Optional<Executor> executor() {
        return Optional.of(executor);
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
}
