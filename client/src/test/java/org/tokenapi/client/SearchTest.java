package org.tokenapi.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tokenapi.client.generated.model.ApiTokenSearch.SortByEnum;
import tools.jackson.databind.JsonNode;

final class SearchTest {
    @RegisterExtension
    private static final ContractService SERVICE = new ContractService();

    static Stream<Arguments> criteria() {
        return Stream.of(
                Arguments.of(Search.where("k").equalTo("a", "b"), "\"operator\":\"EQUALS\",\"values\":[\"a\",\"b\"]"),
                Arguments.of(Search.where("k").notEqualTo("a"), "\"operator\":\"NOT_EQUALS\",\"values\":[\"a\"]"),
                Arguments.of(Search.where("k").like("a"), "\"operator\":\"LIKE\",\"values\":[\"a\"]"),
                Arguments.of(Search.where("k").empty(), "\"operator\":\"EMPTY\""),
                Arguments.of(Search.where("k").notEmpty(), "\"operator\":\"NOT_EMPTY\""),
                Arguments.of(Search.where("k").greaterThan("1"), "\"operator\":\"GREATER_THAN\",\"values\":[\"1\"]"),
                Arguments.of(Search.where("k").lessThan("1"), "\"operator\":\"LESS_THAN\",\"values\":[\"1\"]"),
                Arguments.of(Search.where("k").is("NEW", "1"), "\"operator\":\"NEW\",\"values\":[\"1\"]"));
    }

    @ParameterizedTest
    @MethodSource
    void criteria(Search search, String criterion) {
        assertThat(body(search)).isEqualTo(Service.tree("{\"and\":[{\"key\":\"k\"," + criterion + "}]}"));
    }

    @Test
    void everyTokenIsAnEmptySearch() {
        assertThat(body(Search.all())).isEqualTo(Service.tree("{}"));
    }

    @Test
    void combinesCriteria() {
        Search search = Search.where("a")
                .empty()
                .and("b")
                .empty()
                .or("c")
                .empty()
                .or("d")
                .empty();

        assertThat(body(search))
                .isEqualTo(
                        Service.tree(
                                "{\"and\":[{\"key\":\"a\",\"operator\":\"EMPTY\"},{\"key\":\"b\",\"operator\":\"EMPTY\"}],"
                                        + "\"or\":[{\"key\":\"c\",\"operator\":\"EMPTY\"},{\"key\":\"d\",\"operator\":\"EMPTY\"}]}"));
    }

    @Test
    void sortsInDescendingOrder() {
        assertThat(body(Search.all().sortedDescendingBy(SortByEnum.EXPIRATION_DATE)))
                .isEqualTo(Service.tree("{\"sort_by\":\"expiration_date\",\"sort_order\":\"desc\"}"));
    }

    @Test
    void aSearchThatIsRefinedStaysAsItWas() {
        Search search = Search.where("a").empty();

        search.and("b").empty();
        search.pageSize(5);

        assertThat(body(search)).isEqualTo(Service.tree("{\"and\":[{\"key\":\"a\",\"operator\":\"EMPTY\"}]}"));
    }

    private static JsonNode body(Search search) {
        SERVICE.client().apiTokens("CUSTOMER").searchPage(search, 1);
        return Service.tree(SERVICE.body());
    }
}
