package org.tokenapi.referenceserver.tokenendpoint;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** A clock that goes on when it is told to. */
final class ManualClock extends Clock {
    private volatile Instant now;

    ManualClock() {
        // Whole seconds, as the claims of access tokens have them.
        now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    /** Goes on to a whole second a minute later. */
    void nextMinute() {
        now = now.truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofMinutes(1));
    }

    void advance(Duration time) {
        now = now.plus(time);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("Times are in UTC");
    }
}
