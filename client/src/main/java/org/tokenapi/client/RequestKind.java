package org.tokenapi.client;

/** Kinds of request, by what a second one does: the columns of the table in {@link AttemptResult}. */
enum RequestKind {
    /** An operation that is safe to repeat: a second request does no more than the first one. */
    REPEATABLE,

    /** An operation that issues a secret: a second request invalidates the secret that the first one issued. */
    ISSUES_SECRET,

    /** The exchange of a client id and secret, which can be exchanged any number of times. */
    REPEATABLE_EXCHANGE,

    /** The exchange of an API token or a refresh token, which may be good for one exchange only. */
    SINGLE_USE_EXCHANGE;

    boolean isRepeatable() {
        return this == REPEATABLE || this == REPEATABLE_EXCHANGE;
    }
}
