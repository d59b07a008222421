package org.tokenapi.referenceserver.apitoken;

/** SQL for the expiration of an API token, identical to that of the indexes. A token that never expires sorts last. */
final class Expiration {
    /** The largest number that SQL can write with either sign; later than any date. */
    static final long NEVER = Long.MAX_VALUE;

    /** For the order from the earliest expiration to the latest. */
    static final String ASCENDING = "coalesce(expiration_date, " + NEVER + ")";

    /** For the order from the latest expiration to the earliest, in which tokens that never expire also come last. */
    static final String DESCENDING = "coalesce(expiration_date, " + -NEVER + ")";

    private Expiration() {}
}
