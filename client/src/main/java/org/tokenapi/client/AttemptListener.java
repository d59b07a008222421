package org.tokenapi.client;

import java.time.Duration;

/**
 * Is told how each attempt of a call ended, for metrics and traces. It is called on a thread of the HTTP client or on
 * the calling thread, so it must be fast and thread-safe. What it throws is logged and has no other effect.
 */
@FunctionalInterface
public interface AttemptListener {

    /** An attempt has ended. */
    void ended(Attempt attempt);

    /**
     * An attempt, without anything that is secret.
     *
     * @param operation the operation id in the document
     * @param number from 1
     * @param duration from the request for an access token to the end of the response
     * @param status of the response; 0 if there was none
     * @param outcome how it ended
     */
    record Attempt(String operation, int number, Duration duration, int status, Outcome outcome) {}

    /** How an attempt ended. */
    enum Outcome {
        /** The call has succeeded. */
        SUCCESS,
        /** There will be another attempt, if time and the retry policy allow. */
        RETRY,
        /** The call has failed. */
        FAILURE,
        /** The call has failed, and the request may have been carried out. */
        FAILURE_OUTCOME_UNKNOWN
    }
}
