package org.tokenapi.client;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
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
     * names as the last, otherwise the first empty one. If the service does not name the last page, a page with the
     * same tokens as the previous one is an error, because the pages would never end.
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
        private int number;
        private @Nullable ApiTokenPage last;

        @Override
        public boolean hasNext() {
            if (last == null) {
                return true;
            }
            // An empty page is the last one, whatever the totals say: they may be out of date.
            Long total = last.getTotalPages();
            return !items(last).isEmpty() && (total == null || number < total);
        }

        @Override
        public ApiTokenPage next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Call<ApiTokenPage> call = search.page(tenant, number + 1);
            ApiTokenPage page = client.send(call);
            if (isAsBefore(page)) {
                throw new UnreadableResponseException(
                        call.operation(),
                        200,
                        null,
                        "the page has the same tokens as the previous page, and totalPages is missing",
                        UnreadBody.NONE,
                        false);
            }
            // Only now, so that a page that failed is requested again and not skipped.
            number++;
            last = page;
            return page;
        }

        /** A service that ignores the page number and does not say how many pages there are would never end. */
        private boolean isAsBefore(ApiTokenPage page) {
            return last != null
                    && page.getTotalPages() == null
                    && !items(page).isEmpty()
                    && items(page).equals(items(last));
        }
    }
}
