package org.tokenapi.client;

/** What follows an attempt. */
enum FollowUp {
    /** Return what was received. */
    RETURN,

    /** Send the request once more, at once, with a new access token. */
    RENEW,

    /** Send the request again after a pause, as long as the {@link RetryPolicy} has attempts and time left. */
    RETRY,

    /** Fail. The request was not carried out, or carrying it out again does no harm. */
    FAIL,

    /** Fail. The request may have been carried out, and a second one could destroy its result. */
    FAIL_OUTCOME_UNKNOWN;

    boolean isOutcomeUnknown() {
        return this == FAIL_OUTCOME_UNKNOWN;
    }
}
