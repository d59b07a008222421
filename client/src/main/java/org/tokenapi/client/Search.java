package org.tokenapi.client;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tokenapi.client.generated.api.ApiTokensApi;
import org.tokenapi.client.generated.model.ApiTokenPage;
import org.tokenapi.client.generated.model.ApiTokenSearch;
import org.tokenapi.client.generated.model.ApiTokenSearch.SortByEnum;
import org.tokenapi.client.generated.model.ApiTokenSearch.SortOrderEnum;
import org.tokenapi.client.generated.model.Filter;

/**
 * What to search for, in which order, and how many tokens to read with each request.
 *
 * <pre>{@code
 * Search.where("token_status").equalTo("ACTIVE").and("client_id").like("build").sortedBy(SortByEnum.EXPIRATION_DATE)
 * }</pre>
 *
 * <p>A key is the name of a property in the response, see {@link SearchKeys}. Keys and operators are those of the
 * document. The vendor publishes none, so its services may have others; {@link Criterion#is} sends any operator.
 * Immutable and thread-safe.
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

    /** All tokens. */
    public static Search all() {
        return new Search(List.of(), List.of(), null, null, null);
    }

    /** The tokens that match a criterion. */
    public static Criterion where(String key) {
        return all().and(key);
    }

    /** A further criterion, which a token must match as well. */
    public Criterion and(String key) {
        return new Criterion(this, key, false);
    }

    /** An alternative: a token must match at least one of the criteria that were added with this method. */
    public Criterion or(String key) {
        return new Criterion(this, key, true);
    }

    /** In ascending order. Tokens with equal values are ordered by id, says the document; the vendor does not say. */
    public Search sortedBy(SortByEnum property) {
        return new Search(and, or, required("sort_by", property), SortOrderEnum.ASC, pageSize);
    }

    /** In descending order, and otherwise as {@link #sortedBy}. */
    public Search sortedDescendingBy(SortByEnum property) {
        return new Search(and, or, required("sort_by", property), SortOrderEnum.DESC, pageSize);
    }

    /**
     * How many tokens to read with each request. By default the service decides.
     *
     * @param size 1 to 1000
     */
    public Search pageSize(int size) {
        return new Search(and, or, sortBy, sortOrder, size);
    }

    Call<ApiTokenPage> page(String tenant, int number) {
        ApiTokenSearch body = new ApiTokenSearch()
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

    /** A criterion without its operator yet. Immutable. */
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
            return is(SearchOperators.EQUALS, values);
        }

        /** The property is none of the values, or the token does not have it. */
        public Search notEqualTo(String... values) {
            return is(SearchOperators.NOT_EQUALS, values);
        }

        /** The property contains one of the strings; upper and lower case are the same. */
        public Search like(String... values) {
            return is(SearchOperators.LIKE, values);
        }

        /** The token does not have the property, or it is an empty string. */
        public Search empty() {
            return is(SearchOperators.EMPTY);
        }

        /** The opposite of {@link #empty}. */
        public Search notEmpty() {
            return is(SearchOperators.NOT_EMPTY);
        }

        /** The property is a greater number or a later time. */
        public Search greaterThan(String value) {
            return is(SearchOperators.GREATER_THAN, required("value", value));
        }

        /** The property is a smaller number or an earlier time. */
        public Search lessThan(String value) {
            return is(SearchOperators.LESS_THAN, required("value", value));
        }

        /**
         * Any operator.
         *
         * @throws InvalidRequestException if the operator or the array of values is null, because the service would
         *     then search with a default
         */
        public Search is(String operator, String... values) {
            Filter filter = new Filter().key(key).operator(required("operator", operator));
            List<String> all = Arrays.asList(required("values", values).clone());
            return search.with(all.isEmpty() ? filter : filter.values(all), either);
        }
    }
}
