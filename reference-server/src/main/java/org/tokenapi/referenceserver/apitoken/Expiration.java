package org.tokenapi.referenceserver.apitoken;

/** When an API token expires, in SQL, as the indexes are defined; a token that never expires comes after every date. */
final class Expiration {
    /** The largest number that SQL can write with either sign: later than any date. */
    static final long NEVER = Long.MAX_VALUE;

    /** From the first to the last. */
    static final String ASCENDING = "coalesce(expiration_date, " + NEVER + ")";

    /** From the last to the first, in which tokens that never expire come last too. */
    static final String DESCENDING = "coalesce(expiration_date, " + -NEVER + ")";

    private Expiration() {}
}
