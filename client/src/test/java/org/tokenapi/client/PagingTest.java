package org.tokenapi.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tokenapi.client.generated.model.ApiTokenPage;
import org.tokenapi.client.generated.model.ApiTokenSearch.SortByEnum;
import org.tokenapi.client.generated.model.ApiTokenSummary;

final class PagingTest {
    @RegisterExtension
    private static final ContractService SERVICE = new ContractService();

    @Test
    void sendsNothingUntilATokenIsAskedFor() {
        FoundApiTokens found = found();

        found.stream().filter(token -> true);
        found.iterator();
        found.pages().iterator();

        assertThat(SERVICE.requests()).isEmpty();
    }

    @Test
    void walksThroughAllPages() {
        page(3L, "a", "b");
        page(3L, "c", "d");
        page(3L, "e");

        assertThat(ids(found())).containsExactly("a", "b", "c", "d", "e");
        assertThat(pagesAskedFor()).containsExactly("1", "2", "3");
    }

    @Test
    void asksForAPageWhenItsFirstTokenIsDue() {
        page(2L, "a", "b");
        page(2L, "c");
        Iterator<ApiTokenSummary> tokens = found().iterator();

        tokens.next();
        tokens.next();
        assertThat(pagesAskedFor()).containsExactly("1");

        assertThat(tokens.next().getId()).isEqualTo("c");
        assertThat(tokens.hasNext()).isFalse();
        assertThatThrownBy(tokens::next).isInstanceOf(NoSuchElementException.class);
        assertThat(pagesAskedFor()).containsExactly("1", "2");
    }

    @Test
    void aStreamAsksForNoMoreThanItNeeds() {
        page(3L, "a", "b");
        page(3L, "c", "d");

        assertThat(found().stream().limit(4).map(ApiTokenSummary::getId)).containsExactly("a", "b", "c", "d");
        assertThat(pagesAskedFor()).containsExactly("1", "2");
    }

    @Test
    void aStreamThatEndsEarlyAsksForOnePage() {
        page(3L, "a", "b");
        page(3L, "a", "b");

        assertThat(found().stream().anyMatch(token -> token.getId().equals("a")))
                .isTrue();
        assertThat(found().stream().findFirst()).isPresent();
        assertThat(pagesAskedFor()).containsExactly("1", "1");
    }

    @Test
    void nothingFoundIsOnePageWithoutTokens() {
        page(0L);

        assertThat(found()).isEmpty();
        assertThat(SERVICE.requests()).hasSize(1);
    }

    @Test
    void aResponseWithoutAnythingIsTheEnd() {
        SERVICE.on(SampleCall.SEARCH).respond(200).body("{}");

        assertThat(found()).isEmpty();
        assertThat(SERVICE.requests()).hasSize(1);
    }

    @Test
    void withoutTotalsAPageWithoutTokensIsTheEnd() {
        page(null, "a");
        page(null, "b");
        page(null);

        assertThat(ids(found())).containsExactly("a", "b");
        assertThat(pagesAskedFor()).containsExactly("1", "2", "3");
    }

    @Test
    void aPageLikeTheOneBeforeFailsInsteadOfGoingOnForEver() {
        page(null, "a");
        page(null, "a");

        assertThatThrownBy(() -> ids(found()))
                .isInstanceOf(UnreadableResponseException.class)
                .hasMessageEndingWith(
                        "page 2 has no token that is not on an earlier page, so the" + " pages may never end");
        assertThat(SERVICE.requests()).hasSize(2);
    }

    @Test
    void pagesThatTakeTurnsFailWhateverTheTotalsSay() {
        page(1000L, "a", "b");
        page(1000L, "c");
        page(1000L, "b", "a");

        assertThatThrownBy(() -> ids(found())).hasMessageContaining("page 3 has no token that is not on an earlier");
        assertThat(SERVICE.requests()).hasSize(3);
    }

    @Test
    void aPageWithOneNewTokenGoesOnBecauseTokensCame() {
        page(3L, "a", "b");
        page(3L, "b", "c");
        page(3L, "d");

        assertThat(ids(found())).containsExactly("a", "b", "b", "c", "d");
        assertThat(pagesAskedFor()).containsExactly("1", "2", "3");
    }

    @Test
    void aCallerThatChangesAPageDoesNotChangeTheSearch() {
        page(2L, "a");
        page(2L, "b");
        Iterator<ApiTokenPage> pages = found().pages().iterator();

        pages.next().totalPages(1L).items(List.of());

        assertThat(pages.next().getItems()).hasSize(1);
        assertThat(pages.hasNext()).isFalse();
    }

    @Test
    void anElementThatIsNullIsNotAToken() {
        SERVICE.on(SampleCall.SEARCH).undeclared(200).body("{\"items\": [null, {\"id\": \"a\"}], \"totalPages\": 1}");

        assertThat(ids(found())).containsExactly("a");
    }

    @Test
    void totalsThatShrinkEndTheWalkEarlier() {
        page(4L, "a");
        page(2L, "b");

        assertThat(ids(found())).containsExactly("a", "b");
        assertThat(pagesAskedFor()).containsExactly("1", "2");
    }

    @Test
    void totalsThatGrowMakeTheWalkLonger() {
        page(2L, "a");
        page(3L, "b");
        page(3L, "c");

        assertThat(ids(found())).containsExactly("a", "b", "c");
        assertThat(pagesAskedFor()).containsExactly("1", "2", "3");
    }

    @Test
    void aPageThatIsGoneMeanwhileIsTheEnd() {
        page(3L, "a");
        page(3L);

        assertThat(ids(found())).containsExactly("a");
        assertThat(pagesAskedFor()).containsExactly("1", "2");
    }

    @Test
    void eachWalkBeginsAnew() {
        page(1L, "a");
        page(1L, "a");
        FoundApiTokens found = found();

        assertThat(ids(found)).containsExactly("a");
        assertThat(ids(found)).containsExactly("a");
        assertThat(pagesAskedFor()).containsExactly("1", "1");
    }

    @Test
    void aPageThatFailedIsAskedForAgain() {
        SERVICE.on(SampleCall.SEARCH).respond(403);
        page(1L, "a");
        var pages = found().pages().iterator();

        assertThatThrownBy(pages::next).isInstanceOf(ForbiddenException.class);
        assertThat(pages.next().getItems()).hasSize(1);

        assertThat(pagesAskedFor()).containsExactly("1", "1");
        assertThat(pages.hasNext()).isFalse();
    }

    @Test
    void everyPageIsOfTheSameSearch() {
        page(2L, "a");
        page(2L, "b");
        Search search = Search.where("token_status")
                .equalTo("ACTIVE")
                .sortedBy(SortByEnum.EXPIRATION_DATE)
                .pageSize(1);

        assertThat(ids(SERVICE.client().apiTokens("CUSTOMER").search(search))).hasSize(2);

        assertThat(SERVICE.requests()).allSatisfy(request -> {
            assertThat(request.query()).contains("pageSize=1");
            assertThat(Service.tree(ContractService.body(request)))
                    .isEqualTo(Service.tree(
                            "{\"sort_by\":\"expiration_date\",\"sort_order\":\"asc\",\"and\":[{\"key\":\"token_status\","
                                    + "\"operator\":\"EQUALS\",\"values\":[\"ACTIVE\"]}]}"));
        });
    }

    @Test
    void onePageCanBeAskedFor() {
        page(9L, "g");
        page(9L, "g");
        ApiTokens tokens = SERVICE.client().apiTokens("CUSTOMER");

        assertThat(tokens.searchPage(Search.all(), 7).getItems()).hasSize(1);
        assertThat(tokens.searchPageAsync(Search.all(), 7).join().getItems()).hasSize(1);
        assertThat(pagesAskedFor()).containsExactly("7", "7");
    }

    private static FoundApiTokens found() {
        return SERVICE.client().apiTokens("CUSTOMER").search(Search.all());
    }

    private static List<String> ids(FoundApiTokens found) {
        return StreamSupport.stream(found.spliterator(), false)
                .map(ApiTokenSummary::getId)
                .toList();
    }

    private static List<String> pagesAskedFor() {
        return SERVICE.requests().stream()
                .map(request -> request.query().replaceFirst(".*\\bstartIndex=(\\d+).*", "$1"))
                .toList();
    }

    /** Scripts the next page. */
    private static void page(Long total, String... ids) {
        String items =
                List.of(ids).stream().map(id -> "{\"id\": \"" + id + "\"}").collect(Collectors.joining(", "));
        SERVICE.on(SampleCall.SEARCH)
                .respond(200)
                .body("{\"items\": [" + items + "]" + (total == null ? "" : ", \"totalPages\": " + total) + "}");
    }
}
