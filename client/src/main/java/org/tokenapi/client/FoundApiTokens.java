package org.tokenapi.client;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.tokenapi.client.generated.model.ApiTokenSummary;
import org.tokenapi.client.generated.model.SearchAPITokensSummaryListMedia;

/**
 * The tokens that meet a search. A page is asked for when its first token is, and each walk begins anew. Immutable and
 * thread-safe; an iterator is neither.
 *
 * <p>Pages are numbered, so they shift when tokens come and go between two requests: a token may then be seen twice or not
 * at all. Sorting by something that doesn't change meanwhile, such as the creation date, keeps tokens that were there all the
 * time from being seen twice when others are added at the end. That ties don't move is what the document says, which orders
 * equals by id; the vendor says nothing of it. Whoever must miss nothing searches again until two walks are the same, or works on tokens so that they drop out of the search and
 * always takes the first page.
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
     * The pages, one request each. There is at least one, which may be without tokens. Where the service says how many pages
     * there are, that is the end, otherwise a page without tokens; one with the same tokens as the page before fails then.
     */
    public Iterable<SearchAPITokensSummaryListMedia> pages() {
        return Pages::new;
    }

    @Override
    public Iterator<ApiTokenSummary> iterator() {
        return stream().iterator();
    }

    /** The tokens as a stream, which is sequential and need not be closed. */
    public Stream<ApiTokenSummary> stream() {
        return StreamSupport.stream(pages().spliterator(), false).flatMap(page -> items(page).stream());
    }

    private static List<ApiTokenSummary> items(SearchAPITokensSummaryListMedia page) {
        List<ApiTokenSummary> items = page.getItems();
        // An element that is null is no token.
        return items == null
                ? List.of()
                : items.stream().filter(Objects::nonNull).toList();
    }

    /** Walks from page to page; a page is asked for when it is due, not before. */
    private final class Pages implements Iterator<SearchAPITokensSummaryListMedia> {
        private int number;
        private @Nullable SearchAPITokensSummaryListMedia last;

        @Override
        public boolean hasNext() {
            if (last == null) {
                return true;
            }
            // A page without tokens is the end, whatever the totals say: they may be of another moment.
            Long total = last.getTotalPages();
            return !items(last).isEmpty() && (total == null || number < total);
        }

        @Override
        public SearchAPITokensSummaryListMedia next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Call<SearchAPITokensSummaryListMedia> call = search.page(tenant, number + 1);
            SearchAPITokensSummaryListMedia page = client.send(call);
            if (isAsBefore(page)) {
                throw new UnreadableResponseException(
                        call.operation(), 200, null, "the same tokens as on the page before, and no end", false);
            }
            // Only now: a page that failed is asked for again, not passed over.
            number++;
            last = page;
            return page;
        }

        /** A service that takes no notice of the number, and doesn't say how many pages there are, would never end. */
        private boolean isAsBefore(SearchAPITokensSummaryListMedia page) {
            return last != null
                    && page.getTotalPages() == null
                    && !items(page).isEmpty()
                    && items(page).equals(items(last));
        }
    }
}
