package org.tokenapi.referenceserver.tokenendpoint;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** A clock that is set by the test. */
final class ManualClock extends Clock {
    private volatile Instant now;

    ManualClock() {
        // Whole seconds, like the claims of access tokens.
        now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    /** Advances to a whole second about a minute later. */
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
