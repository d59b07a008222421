package org.tokenapi.client;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A clock that stands still until a test or a pause of the client moves it: pauses take no time. */
final class FakeTime {
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private volatile Instant now = Instant.parse("2026-11-22T12:00:00Z");

    /** A client with this clock and a fixed access token. */
    TokenApiClient.Builder client(URI uri) {
        return TokenApiClient.builder()
                .baseUri(uri)
                .credentials(Credentials.bearer("access.token"))
                .clock(clock())
                .waiting(this::pause);
    }

    void advance(Duration duration) {
        now = now.plus(duration);
    }

    /** The pauses that the client made between attempts. */
    List<Duration> pauses() {
        return pauses;
    }

    private CompletableFuture<Void> pause(Duration duration) {
        pauses.add(duration);
        advance(duration);
        return CompletableFuture.completedFuture(null);
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }
}
