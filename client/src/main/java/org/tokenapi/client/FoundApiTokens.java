package org.tokenapi.client;

import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.tokenapi.client.generated.model.ApiTokenPage;
import org.tokenapi.client.generated.model.ApiTokenSummary;

/**
 * The tokens that match a search. A page is requested when its first token is asked for, and each iteration starts with
 * the first page again. Immutable and thread-safe; iterators are neither.
 *
 * <p>Pages are numbered, so they shift when tokens are added or removed between two requests: a token may then be seen
 * twice or not at all. Sorting by a property that does not change, such as the creation date, prevents duplicates as
 * long as tokens are only added at the end; the document orders tokens with equal values by id, the vendor does not
 * say. To miss nothing, repeat the search until two results are the same. Or, if your work makes tokens drop out of the
 * search, always read the first page.
 */
public final class FoundApiTokens implements Iterable<ApiTokenSummary> {
    private final TokenApiClient client;
    private final String tenant;
    private final Search search;

    FoundApiTokens(TokenApiClient client, String tenant, Search search) {
        this.client = client;
        this.tenant = tenant;
        this.search = search;
    }

    /**
     * The pages, one request each. There is at least one, which may be empty. The last page is the one that the service
     * names as the last, otherwise the first empty one. A page without a token that is new in this iteration is an
     * error, because the pages might never end; for this, an iteration keeps the ids of its tokens in memory.
     */
    public Iterable<ApiTokenPage> pages() {
        return Pages::new;
    }

    @Override
    public Iterator<ApiTokenSummary> iterator() {
        return stream().iterator();
    }

    /** The tokens as a sequential stream, which need not be closed. */
    public Stream<ApiTokenSummary> stream() {
        return StreamSupport.stream(pages().spliterator(), false).flatMap(page -> items(page).stream());
    }

    private static List<ApiTokenSummary> items(ApiTokenPage page) {
        List<ApiTokenSummary> items = page.getItems();
        // An element may be null, which is not a token.
        return items == null
                ? List.of()
                : items.stream().filter(Objects::nonNull).toList();
    }

    /** Requests each page when it is asked for, not before. */
    private final class Pages implements Iterator<ApiTokenPage> {
        /** The ids of the tokens so far; of a token without an id, the token. */
        private final Set<Object> seen = new HashSet<>();

        private int number;
        private boolean more = true;

        @Override
        public boolean hasNext() {
            return more;
        }

        @Override
        public ApiTokenPage next() {
            if (!more) {
                throw new NoSuchElementException();
            }
            Call<ApiTokenPage> call = search.page(tenant, number + 1);
            Response<ApiTokenPage> response = client.exchange(call);
            ApiTokenPage page = response.body();
            List<ApiTokenSummary> items = items(page);
            if (!items.isEmpty() && !hasNew(items)) {
                throw new UnreadableResponseException(
                        call.operation(),
                        response.status(),
                        response.requestId(),
                        "page " + (number + 1) + " has no token that is not on an earlier page, so the pages may never"
                                + " end",
                        UnreadBody.NONE,
                        false);
            }
            // Only now, so that a page that failed is requested again and not skipped. The caller may change the page.
            number++;
            Long total = page.getTotalPages();
            // An empty page is the last one, whatever the totals say: they may be out of date.
            more = !items.isEmpty() && (total == null || number < total);
            return page;
        }

        private boolean hasNew(List<ApiTokenSummary> items) {
            boolean isNew = false;
            for (ApiTokenSummary item : items) {
                isNew |= seen.add(item.getId() == null ? item : item.getId());
            }
            return isNew;
        }
    }
}
