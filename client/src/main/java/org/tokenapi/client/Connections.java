package org.tokenapi.client;

import java.lang.ref.WeakReference;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client with its pool of connections. Thread-safe.
 *
 * <p>A server closes a connection that was idle for some time. If a request is sent at that moment, it is not known
 * whether it was carried out. For a request that is never repeated, connections are therefore used only as long as none
 * can have been idle for too long: after that, a new HTTP client with an empty pool takes the place of the old one,
 * which completes what is under way.
 */
final class Connections {
    private final @Nullable Supplier<HttpClient> factory;
    private final long longestIdle;
    private final LongSupplier ticker;
    private final List<WeakReference<HttpClient>> retired = new ArrayList<>();
    private volatile HttpClient current;
    private long since;

    private Connections(
            HttpClient first, @Nullable Supplier<HttpClient> factory, Duration longestIdle, LongSupplier ticker) {
        this.current = first;
        this.factory = factory;
        this.longestIdle = longestIdle.toNanos();
        this.ticker = ticker;
        this.since = ticker.getAsLong();
    }

    /** Those of an HTTP client of the application, which is neither replaced nor closed. */
    static Connections given(HttpClient http) {
        return new Connections(http, null, Duration.ZERO, () -> 0);
    }

    /** @param ticker nanoseconds since some fixed moment */
    static Connections own(Supplier<HttpClient> factory, Duration longestIdle, LongSupplier ticker) {
        return new Connections(factory.get(), factory, longestIdle, ticker);
    }

    HttpClient current() {
        return current;
    }

    /** The HTTP client for a request of a kind. */
    HttpClient of(RequestKind kind) {
        if (kind.isRepeatable() || factory == null) {
            return current;
        }
        synchronized (this) {
            long now = ticker.getAsLong();
            if (now - since > longestIdle) {
                retired.removeIf(old -> old.get() == null);
                retired.add(new WeakReference<>(current));
                shutdown(current);
                current = factory.get();
                since = now;
            }
            return current;
        }
    }

    /** Lets an HTTP client end after its last request. Before Java 21 it ends when it is no longer reachable. */
    private static void shutdown(HttpClient http) {
        try {
            HttpClient.class.getMethod("shutdown").invoke(http);
        } catch (ReflectiveOperationException beforeJava21) {
            // Garbage collection has to do.
        }
    }

    /** From Java 21 on, waits for the requests that are under way. */
    public void close() throws Exception {
        if (factory == null) {
            return;
        }
        List<HttpClient> all = new ArrayList<>();
        synchronized (this) {
            retired.forEach(old -> {
                HttpClient http = old.get();
                if (http != null) {
                    all.add(http);
                }
            });
            all.add(current);
        }
        for (HttpClient http : all) {
            TokenApiClient.closeable(http).close();
        }
    }
}
