package org.tokenapi.referenceserver.apitoken;

import java.util.List;

/**
 * What a search found.
 *
 * @param tokens those of the page
 * @param totalCount those of all pages
 */
record ApiTokenPage(List<ApiTokenRow> tokens, long totalCount) {
    ApiTokenPage {
        tokens = List.copyOf(tokens);
    }
}
