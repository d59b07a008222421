package org.tokenapi.referenceserver.apitoken;

import java.time.Instant;
import java.util.List;

/**
 * A search, known to be sound.
 *
 * @param and criteria that a token must meet all of
 * @param or criteria that a token must meet one of, where there are any
 * @param page the index of the page, from 1
 * @param pageSize tokens on a page
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

    /** Whether every token of the tenant is found. */
    boolean isForAll() {
        return and.isEmpty() && or.isEmpty();
    }

    /** How many tokens come before the page. */
    long offset() {
        return (page - 1L) * pageSize;
    }

    /** Whether a page has the order of expiration. */
    boolean isByExpiration() {
        return sortBy == ApiTokenProperty.EXPIRATION_DATE && !descending;
    }

    /**
     * What follows {@code where} at a time; binds its values in their order. Empty when every token is found.
     *
     * @param byExpiration whether an index of the expiration may be read
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

    /** What follows {@code order by}: absent values last in both orders, ties by id. */
    String order() {
        boolean byExpiration = sortBy == ApiTokenProperty.EXPIRATION_DATE;
        String key = !byExpiration ? sortBy.key() : descending ? Expiration.DESCENDING : Expiration.ASCENDING;
        // Only for keys that can be absent: it keeps both databases from reading the order off an index.
        boolean canBeAbsent = sortBy.column().isOptional() && !byExpiration;
        return key + (descending ? " desc" : "") + (canBeAbsent ? " nulls last" : "") + ", id";
    }
}
