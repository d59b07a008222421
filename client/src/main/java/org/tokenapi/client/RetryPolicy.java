package org.tokenapi.client;

import java.time.Duration;

/**
 * How often a request is repeated, and how long a call may take. Only operations that are safe to repeat are repeated
 * (search, patch, update), after 429, a status of 500 or more, or a broken connection. {@code regenerate} and
 * {@code generate_credentials} never are.
 *
 * <p>The pause before the next attempt is the one that {@code Retry-After} asks for. Without it, it is a random time of
 * up to {@code firstDelay}, doubled for each further attempt, but never more than {@code longestDelay}. A call fails at
 * once if the pause would end after its total time. An exchange of credentials is repeated for every operation, because
 * the operation itself was not sent yet. After a 401, one request is sent with a new access token, whatever the policy
 * says.
 *
 * <p>Leave the system property {@code jdk.httpclient.enableAllMethodRetry} unset: with it, the HTTP client of the JDK
 * repeats requests by itself.
 *
 * @param attempts the maximum number of attempts, at least 1
 * @param firstDelay the longest pause before the second attempt
 * @param longestDelay the longest pause before any attempt, unless {@code Retry-After} asks for a longer one
 * @param total the time limit for a call, with all its attempts and pauses
 */
public record RetryPolicy(int attempts, Duration firstDelay, Duration longestDelay, Duration total) {

    /** Four attempts, 200 milliseconds doubling up to 5 seconds, two minutes in all. */
    public static final RetryPolicy DEFAULT =
            new RetryPolicy(4, Duration.ofMillis(200), Duration.ofSeconds(5), Duration.ofMinutes(2));

    /** One attempt. */
    public static final RetryPolicy NEVER = new RetryPolicy(1, Duration.ZERO, Duration.ZERO, Duration.ofMinutes(2));

    /**
     * @throws IllegalArgumentException if there is no attempt, a delay is negative, the total is not positive, or one
     *     of the times is longer than one day
     */
    public RetryPolicy {
        Given.required("firstDelay", firstDelay);
        Given.required("longestDelay", longestDelay);
        Given.required("total", total);
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
            throw new IllegalArgumentException("delays and total must be at most one day");
        }
    }

    /**
     * The pause before the next attempt, unless the service asks for one.
     *
     * @param made the number of attempts so far
     * @param random from 0 to 1
     */
    Duration delay(int made, double random) {
        double doubled = firstDelay.toNanos() * Math.pow(2, made - 1.0);
        return Duration.ofNanos((long) (random * Math.min(doubled, longestDelay.toNanos())));
    }
}
