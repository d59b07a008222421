package org.tokenapi.client;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tokenapi.client.Service.json;
import static org.tokenapi.client.Service.status;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tokenapi.client.generated.model.ApiTokenSummary;
import org.tokenapi.client.generated.model.SearchAPITokensRequestMedia.SortByEnum;

final class PagingTest {
    @RegisterExtension
    private static final Service SERVICE = new Service();

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
        page(1, 3, "a", "b");
        page(2, 3, "c", "d");
        page(3, 3, "e");

        assertThat(ids(found())).containsExactly("a", "b", "c", "d", "e");
        assertThat(pagesAskedFor()).containsExactly("1", "2", "3");
    }

    @Test
    void asksForAPageWhenItsFirstTokenIsDue() {
        page(1, 2, "a", "b");
        page(2, 2, "c");
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
        page(1, 3, "a", "b");
        page(2, 3, "c", "d");

        assertThat(found().stream().limit(4).map(ApiTokenSummary::getId)).containsExactly("a", "b", "c", "d");
        assertThat(pagesAskedFor()).containsExactly("1", "2");
    }

    @Test
    void aStreamThatEndsEarlyAsksForOnePage() {
        page(1, 3, "a", "b");

        assertThat(found().stream().anyMatch(token -> token.getId().equals("a")))
                .isTrue();
        assertThat(found().stream().findFirst()).isPresent();
        assertThat(pagesAskedFor()).containsExactly("1", "1");
    }

    @Test
    void nothingFoundIsOnePageWithoutTokens() {
        SERVICE.answers(json("{\"items\": [], \"totalPages\": 0}"));

        assertThat(found()).isEmpty();
        assertThat(SERVICE.requests()).hasSize(1);
    }

    @Test
    void anAnswerWithoutAnythingIsTheEnd() {
        SERVICE.answers(json("{}"));

        assertThat(found()).isEmpty();
        assertThat(SERVICE.requests()).hasSize(1);
    }

    @Test
    void withoutTotalsAPageWithoutTokensIsTheEnd() {
        page(1, null, "a");
        page(2, null, "b");
        page(3, null);

        assertThat(ids(found())).containsExactly("a", "b");
        assertThat(pagesAskedFor()).containsExactly("1", "2", "3");
    }

    @Test
    void withoutTotalsAPageLikeTheOneBeforeFailsInsteadOfGoingOnForEver() {
        SERVICE.answers(json("{\"items\": [{\"id\": \"a\"}]}"));

        assertThatThrownBy(() -> ids(found()))
                .isInstanceOf(UnreadableAnswerException.class)
                .hasMessage("searchApiTokens: status 200, the same tokens as on the page before, and no end");
        assertThat(SERVICE.requests()).hasSize(2);
    }

    @Test
    void withTotalsAPageMayBeLikeTheOneBeforeBecauseTokensCame() {
        page(1, 3, "a");
        page(2, 3, "a");
        page(3, 3, "b");

        assertThat(ids(found())).containsExactly("a", "a", "b");
    }

    @Test
    void anElementThatIsNullIsNoToken() {
        SERVICE.answers(json("{\"items\": [null, {\"id\": \"a\"}], \"totalPages\": 1}"));

        assertThat(ids(found())).containsExactly("a");
    }

    @Test
    void totalsThatShrinkEndTheWalkEarlier() {
        page(1, 4, "a");
        page(2, 2, "b");

        assertThat(ids(found())).containsExactly("a", "b");
        assertThat(pagesAskedFor()).containsExactly("1", "2");
    }

    @Test
    void totalsThatGrowMakeTheWalkLonger() {
        page(1, 2, "a");
        page(2, 3, "b");
        page(3, 3, "c");

        assertThat(ids(found())).containsExactly("a", "b", "c");
    }

    @Test
    void aPageThatIsGoneMeanwhileIsTheEnd() {
        page(1, 3, "a");
        page(2, 3);

        assertThat(ids(found())).containsExactly("a");
        assertThat(pagesAskedFor()).containsExactly("1", "2");
    }

    @Test
    void eachWalkBeginsAnew() {
        page(1, 1, "a");
        FoundApiTokens found = found();

        assertThat(ids(found)).containsExactly("a");
        assertThat(ids(found)).containsExactly("a");
        assertThat(SERVICE.requests()).hasSize(2);
    }

    @Test
    void aPageThatFailedIsAskedForAgain() {
        SERVICE.answers(status(403), json("{\"items\": [{\"id\": \"a\"}], \"totalPages\": 1}"));
        var pages = found().pages().iterator();

        assertThatThrownBy(pages::next).isInstanceOf(ForbiddenException.class);
        assertThat(pages.next().getItems()).hasSize(1);

        assertThat(pagesAskedFor()).containsExactly("1", "1");
        assertThat(pages.hasNext()).isFalse();
    }

    @Test
    void everyPageIsOfTheSameSearch() {
        page(1, 2, "a");
        page(2, 2, "b");
        Search search = Search.where("token_status")
                .equalTo("ACTIVE")
                .sortedBy(SortByEnum.EXPIRATION_DATE)
                .pageSize(1);

        assertThat(ids(SERVICE.client().apiTokens("CUSTOMER").search(search))).hasSize(2);

        assertThat(SERVICE.requests()).allSatisfy(request -> {
            assertThat(request.queryParameter("pageSize").firstValue()).isEqualTo("1");
            assertThat(Service.tree(request.getBodyAsString()))
                    .isEqualTo(Service.tree(
                            "{\"sort_by\":\"expiration_date\",\"sort_order\":\"asc\",\"and\":[{\"key\":\"token_status\","
                                    + "\"operator\":\"EQUALS\",\"values\":[\"ACTIVE\"]}]}"));
        });
    }

    @Test
    void onePageCanBeAskedFor() {
        page(7, 9, "g");
        ApiTokens tokens = SERVICE.client().apiTokens("CUSTOMER");

        assertThat(tokens.searchPage(Search.all(), 7).getItems()).hasSize(1);
        assertThat(tokens.searchPageAsync(Search.all(), 7).join().getItems()).hasSize(1);
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
                .map((LoggedRequest request) ->
                        request.queryParameter("startIndex").firstValue())
                .toList();
    }

    private static void page(int number, Integer total, String... ids) {
        String items =
                List.of(ids).stream().map(id -> "{\"id\": \"" + id + "\"}").collect(Collectors.joining(", "));
        SERVICE.server()
                .stubFor(post(urlPathEqualTo("/acs/t/CUSTOMER/api-tokens/search"))
                        .withQueryParam("startIndex", equalTo(Integer.toString(number)))
                        .willReturn(json("{\"items\": [" + items + "], \"totalPages\": " + total + "}")));
    }
}
