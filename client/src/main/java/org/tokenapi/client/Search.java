package org.tokenapi.client;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tokenapi.client.generated.api.ApiTokensApi;
import org.tokenapi.client.generated.model.Filter;
import org.tokenapi.client.generated.model.SearchAPITokensRequestMedia;
import org.tokenapi.client.generated.model.SearchAPITokensRequestMedia.SortByEnum;
import org.tokenapi.client.generated.model.SearchAPITokensRequestMedia.SortOrderEnum;
import org.tokenapi.client.generated.model.SearchAPITokensSummaryListMedia;

/**
 * What to search for, in which order, and how many tokens a request brings.
 *
 * <pre>{@code
 * Search.where("token_status").equalTo("ACTIVE").and("client_id").like("build").sortedBy(SortByEnum.EXPIRATION_DATE)
 * }</pre>
 *
 * <p>Keys are the names of properties in the answer. Keys and operators are those of the document; the vendor publishes
 * none, so its services may know others: {@link Criterion#is} sends any. Immutable and thread-safe.
 */
public final class Search {
    private final List<Filter> and;
    private final List<Filter> or;
    private final @Nullable SortByEnum sortBy;
    private final @Nullable SortOrderEnum sortOrder;
    private final @Nullable Integer pageSize;

    private Search(
            List<Filter> and,
            List<Filter> or,
            @Nullable SortByEnum sortBy,
            @Nullable SortOrderEnum sortOrder,
            @Nullable Integer pageSize) {
        this.and = List.copyOf(and);
        this.or = List.copyOf(or);
        this.sortBy = sortBy;
        this.sortOrder = sortOrder;
        this.pageSize = pageSize;
    }

    /** Every token. */
    public static Search all() {
        return new Search(List.of(), List.of(), null, null, null);
    }

    /** Tokens that meet a criterion. */
    public static Criterion where(String key) {
        return all().and(key);
    }

    /** A further criterion, which has to be met as well. */
    public Criterion and(String key) {
        return new Criterion(this, key, false);
    }

    /** A criterion of which, with the others that are added so, at least one has to be met. */
    public Criterion or(String key) {
        return new Criterion(this, key, true);
    }

    /** In ascending order. The document orders tokens that are equal in the property by their id; the vendor doesn't say. */
    public Search sortedBy(SortByEnum property) {
        return new Search(and, or, required("sort_by", property), SortOrderEnum.ASC, pageSize);
    }

    /** In descending order; what is equal is as in {@link #sortedBy}. */
    public Search sortedDescendingBy(SortByEnum property) {
        return new Search(and, or, required("sort_by", property), SortOrderEnum.DESC, pageSize);
    }

    /**
     * How many tokens one request brings; without this, as many as the service likes.
     *
     * @param size 1 to 1000
     */
    public Search pageSize(int size) {
        return new Search(and, or, sortBy, sortOrder, size);
    }

    Call<SearchAPITokensSummaryListMedia> page(String tenant, int number) {
        SearchAPITokensRequestMedia body = new SearchAPITokensRequestMedia()
                .and(and.isEmpty() ? null : and)
                .or(or.isEmpty() ? null : or)
                .sortBy(sortBy)
                .sortOrder(sortOrder);
        return ApiTokensApi.searchApiTokens(tenant, number, pageSize, body);
    }

    private static <V> V required(String name, V value) {
        return InvalidRequestException.require("searchApiTokens", name, value);
    }

    private Search with(Filter filter, boolean either) {
        List<Filter> all = new ArrayList<>(either ? or : and);
        all.add(filter);
        return either
                ? new Search(and, all, sortBy, sortOrder, pageSize)
                : new Search(all, or, sortBy, sortOrder, pageSize);
    }

    /** A criterion in the making. Immutable. */
    public static final class Criterion {
        private final Search search;
        private final String key;
        private final boolean either;

        private Criterion(Search search, String key, boolean either) {
            this.search = search;
            this.key = key;
            this.either = either;
        }

        /** The property is one of the values. */
        public Search equalTo(String... values) {
            return is("EQUALS", values);
        }

        /** The property is none of the values, or the token doesn't have it. */
        public Search notEqualTo(String... values) {
            return is("NOT_EQUALS", values);
        }

        /** The property contains one of the texts, in upper or lower case. */
        public Search like(String... values) {
            return is("LIKE", values);
        }

        /** The token doesn't have the property, or it is an empty text. */
        public Search empty() {
            return is("EMPTY");
        }

        /** The opposite of {@link #empty}. */
        public Search notEmpty() {
            return is("NOT_EMPTY");
        }

        /** The property is a larger number or a later time. */
        public Search greaterThan(String value) {
            return is("GREATER_THAN", value);
        }

        /** The property is a smaller number or an earlier time. */
        public Search lessThan(String value) {
            return is("LESS_THAN", value);
        }

        /**
         * Any operator.
         *
         * @throws InvalidRequestException if the operator or the array of values is null: the service would take another one
         */
        public Search is(String operator, String... values) {
            Filter filter = new Filter().key(key).operator(required("operator", operator));
            List<String> all = Arrays.asList(required("values", values).clone());
            return search.with(all.isEmpty() ? filter : filter.values(all), either);
        }
    }
}
