package org.tokenapi.referenceserver.apitoken;

import java.time.Instant;
import java.util.List;

/**
 * A valid search.
 *
 * @param and criteria that must all hold
 * @param or criteria of which one must hold, if there are any
 * @param page the number of the page, from 1
 * @param pageSize the number of tokens on a page
 */
record TokenSearch(
        List<SearchCriterion> and,
        List<SearchCriterion> or,
        ApiTokenProperty sortBy,
        boolean descending,
        int page,
        int pageSize) {
    TokenSearch {
        and = List.copyOf(and);
        or = List.copyOf(or);
    }

    /** Whether every token of the tenant matches. */
    boolean isForAll() {
        return and.isEmpty() && or.isEmpty();
    }

    /** The number of tokens before the page. */
    long offset() {
        return (page - 1L) * pageSize;
    }

    /** Whether the page is in the order of the index on the expiration. */
    boolean isByExpiration() {
        return sortBy == ApiTokenProperty.EXPIRATION_DATE && !descending;
    }

    /**
     * The condition after {@code where} at a time. Adds its parameters in order. Empty if every token matches.
     *
     * @param byExpiration whether the condition may use an index on the expiration
     */
    String condition(List<Object> parameters, Instant now, boolean byExpiration) {
        StringBuilder sql = new StringBuilder();
        for (SearchCriterion criterion : and) {
            sql.append(sql.isEmpty() ? "" : " and ").append(criterion.sql(parameters, now, byExpiration));
        }
        if (!or.isEmpty()) {
            sql.append(sql.isEmpty() ? "(" : " and (");
            String separator = "";
            for (SearchCriterion criterion : or) {
                sql.append(separator).append(criterion.sql(parameters, now, byExpiration));
                separator = " or ";
            }
            sql.append(')');
        }
        return sql.toString();
    }

    /** The expressions after {@code order by}. Absent values come last in both directions; ties are ordered by id. */
    String order() {
        boolean byExpiration = sortBy == ApiTokenProperty.EXPIRATION_DATE;
        String key = !byExpiration ? sortBy.key() : descending ? Expiration.DESCENDING : Expiration.ASCENDING;
        // "nulls last" keeps both databases from reading the order off an index, so it is left out where no value can
        // be absent.
        boolean canBeAbsent = sortBy.column().isOptional() && !byExpiration;
        return key + (descending ? " desc" : "") + (canBeAbsent ? " nulls last" : "") + ", id";
    }
}
