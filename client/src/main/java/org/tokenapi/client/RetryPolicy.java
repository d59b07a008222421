package org.tokenapi.client;

import java.time.Duration;

/**
 * How often and how long to try. Repeated are only operations that are safe to repeat (search, patch, update), and only after
 * 429, a status of 500 or more, or a broken connection; {@code regenerate} and {@code generate_credentials} never are.
 *
 * <p>The wait before the next attempt is what {@code Retry-After} asks for; without it a random time up to {@code firstDelay},
 * doubled for each further attempt, and never more than {@code longestDelay}. A call gives up at once if it would have to
 * wait beyond its total time. Requests to a token endpoint are repeated for all operations, because the operation itself was
 * not sent then; and after a 401 one request is sent with a new access token, whatever the policy says.
 *
 * <p>The system property {@code jdk.httpclient.enableAllMethodRetry} lets the HTTP client of the JDK repeat requests by
 * itself; leave it unset.
 *
 * @param attempts how often to send a request at most, at least 1
 * @param firstDelay the longest wait before the second attempt
 * @param longestDelay the longest wait before any attempt that {@code Retry-After} doesn't ask for
 * @param total how long a call may take with all its attempts and waits
 */
public record RetryPolicy(int attempts, Duration firstDelay, Duration longestDelay, Duration total) {

    /** Four attempts, 200 milliseconds doubling up to 5 seconds, two minutes in all. */
    public static final RetryPolicy DEFAULT =
            new RetryPolicy(4, Duration.ofMillis(200), Duration.ofSeconds(5), Duration.ofMinutes(2));

    /** One attempt. */
    public static final RetryPolicy NEVER = new RetryPolicy(1, Duration.ZERO, Duration.ZERO, Duration.ofMinutes(2));

    /**
     * @throws IllegalArgumentException if there is no attempt, a delay is negative, the total is not positive or one of the
     *     times is longer than a day
     */
    public RetryPolicy {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts must be at least 1");
        }
        if (firstDelay.isNegative() || longestDelay.isNegative()) {
            throw new IllegalArgumentException("delays must not be negative");
        }
        if (total.isNegative() || total.isZero()) {
            throw new IllegalArgumentException("total must be positive");
        }
        Duration day = Duration.ofDays(1);
        if (firstDelay.compareTo(day) > 0 || longestDelay.compareTo(day) > 0 || total.compareTo(day) > 0) {
            throw new IllegalArgumentException("delays and total must be at most a day");
        }
    }

    /**
     * The wait before the next attempt, if the service doesn't ask for one.
     *
     * @param made how many attempts were made
     * @param random from 0 to 1
     */
    Duration delay(int made, double random) {
        double doubled = firstDelay.toNanos() * Math.pow(2, made - 1.0);
        return Duration.ofNanos((long) (random * Math.min(doubled, longestDelay.toNanos())));
    }
}
