package org.tokenapi.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tokenapi.client.generated.api.ApiTokensApi;
import org.tokenapi.client.generated.api.SyncClientsApi;
import org.tokenapi.client.generated.model.ApiTokenPatch;
import org.tokenapi.client.generated.model.ApiTokenPatch.MaxCountOfUsesEnum;
import org.tokenapi.client.generated.model.ApiTokenSearch.SortByEnum;
import org.tokenapi.client.generated.model.CloudDirectorToken;
import org.tokenapi.client.generated.model.Link;
import org.tokenapi.client.generated.model.SyncClientAction;
import org.tokenapi.client.generated.model.SyncClientConfiguration;

/** Requests that are rejected before they are sent. */
final class InvalidRequestTest {
    @RegisterExtension
    private static final ContractService SERVICE = new ContractService();

    static Stream<Arguments> whatBreaksTheDocument() {
        return Stream.of(
                refused("id is required", client -> client.apiTokens("T").regenerate(null)),
                refused("tenant is required", client -> client.apiTokens(null).regenerate("1")),
                refused("action is required", client -> client.apiTokens("T").trigger("1", null)),
                refused(
                        "id is required; body is required",
                        client -> client.cloudDirectorTokens().update(null)),
                refused(
                        "body/name is required",
                        client -> client.cloudDirectorTokens().updateAsync(new CloudDirectorToken().id("1"))),
                refused(
                        "TENANT is required",
                        client -> client.syncClients(null).generateCredentials("1", new SyncClientConfiguration())),
                refused(
                        "body/token_ttl must be at least 1",
                        client -> client.syncClients("T")
                                .generateCredentialsAsync("1", new SyncClientConfiguration().tokenTtl(0))),
                refused(
                        "startIndex must be at least 1",
                        client -> client.apiTokens("T").searchPage(Search.all(), 0)),
                refused(
                        "pageSize must be at most 1000",
                        client -> client.apiTokens("T")
                                .searchPageAsync(Search.all().pageSize(1001), 1)),
                refused(
                        "pageSize must be at least 1",
                        client -> client.apiTokens("T")
                                .search(Search.all().pageSize(0))
                                .iterator()
                                .hasNext()),
                refused(
                        "body/and/0/key is required",
                        client -> client.apiTokens("T")
                                .searchPage(Search.where(null).empty(), 1)),
                refused("body is required", client -> client.syncClients("T").generateCredentials("1", null)),
                refused("body is required", client -> client.syncClients("T").generateCredentialsAsync("1", null)),
                refused("body is required", client -> client.apiTokens("T").patch("1", null)),
                refused("body is required", client -> client.apiTokens("T").patchAsync("1", null)),
                refused("search is required", client -> client.apiTokens("T").searchPage(null, 1)),
                refused("search is required", client -> client.apiTokens("T").searchPageAsync(null, 1)),
                refused("search is required", client -> client.apiTokens("T").search(null)),
                refused(
                        "operator is required",
                        client -> client.apiTokens("T")
                                .searchPage(Search.where("k").is(null, "v"), 1)),
                refused(
                        "values is required",
                        client -> client.apiTokens("T")
                                .searchPage(Search.where("k").equalTo((String[]) null), 1)),
                refused(
                        "sort_by is required",
                        client -> client.apiTokens("T").searchPage(Search.all().sortedBy(null), 1)),
                refused(
                        "sort_by is required",
                        client -> client.apiTokens("T").searchPage(Search.all().sortedDescendingBy(null), 1)),
                refused(
                        "body/and/0/values/1 is required",
                        client -> client.apiTokens("T")
                                .searchPage(Search.where("k").equalTo("a", null), 1)),
                refused(
                        "body/and/0/values must have at most 100 elements",
                        client -> client.apiTokens("T")
                                .searchPage(
                                        Search.where("k")
                                                .equalTo(Collections.nCopies(101, "v")
                                                        .toArray(new String[0])),
                                        1)),
                refused(
                        "body/token_display_name must not contain an unpaired surrogate",
                        client -> client.apiTokens("T").patch("1", patch().tokenDisplayName("abc\ud800"))),
                refused(
                        "body/token must not contain an unpaired surrogate",
                        client -> client.cloudDirectorTokens().update(token().token(Secret.of("\udc00")))),
                refused(
                        "body/_links must not contain an unpaired surrogate",
                        client -> client.apiTokens("T").patch("1", patch().links(Map.of("\ud800", new Link())))),
                refused(
                        "body/and/0/values/1 must not contain an unpaired surrogate",
                        client -> client.apiTokens("T")
                                .searchPage(Search.where("k").equalTo("a", "\ud800"), 1)),
                refused(
                        "body/expirationTimeUtc must have a year from 0 to 9999",
                        client -> client.cloudDirectorTokens()
                                .update(token().expirationTimeUtc(OffsetDateTime.parse("-0005-01-01T00:00:00Z")))),
                refused(
                        "body/expirationTimeUtc must have a year from 0 to 9999",
                        client -> client.cloudDirectorTokens()
                                .update(token().expirationTimeUtc(OffsetDateTime.parse("+10000-01-01T00:00:00Z")))),
                refused(
                        "body/expirationTimeUtc must have an offset in whole minutes",
                        client -> client.cloudDirectorTokens()
                                .update(token().expirationTimeUtc(
                                                OffsetDateTime.parse("2027-01-01T00:00:00+01:00:30")))),
                refused(
                        "body/sort_by has a value that this client does not know",
                        client -> client.apiTokens("T")
                                .searchPage(Search.all().sortedBy(SortByEnum.UNKNOWN_DEFAULT_OPEN_API), 1)),
                refused(
                        "body/token_display_name is required",
                        client -> client.apiTokens("T").patch("1", new ApiTokenPatch())),
                refused(
                        "body/token_display_name must have at least 3 characters",
                        client -> client.apiTokens("T").patch("1", patch().tokenDisplayName("😀😀"))),
                refused(
                        "body/token_display_name must have at most 255 characters",
                        client -> client.apiTokens("T").patchAsync("1", patch().tokenDisplayName("n".repeat(256)))),
                refused(
                        "body/max_count_of_uses has a value that this client does not know",
                        client -> client.apiTokens("T")
                                .patch(
                                        "1",
                                        patch().maxCountOfUses(MaxCountOfUsesEnum.NUMBER_unknown_default_open_api))),
                refused(
                        "body/_links/self must not be null",
                        client -> client.apiTokens("T")
                                .patch("1", patch().links(Collections.singletonMap("self", null)))),
                refused(
                        "body cannot be written as JSON",
                        client -> client.apiTokens("T")
                                .patch("1", patch().links(Collections.singletonMap(null, new Link())))),
                refused(
                        "action has a value that this client does not know",
                        client -> client.send(SyncClientsApi.generateSyncClientCredentials(
                                "T", "1", SyncClientAction.UNKNOWN_DEFAULT_OPEN_API, null))),
                refused(
                        "action is required",
                        client -> SyncClientsApi.generateSyncClientCredentials("T", "1", null, null)));
    }

    private static Arguments refused(String message, Consumer<TokenApiClient> call) {
        return Arguments.of(message, call);
    }

    private static CloudDirectorToken token() {
        return new CloudDirectorToken().id("1").name("n");
    }

    private static ApiTokenPatch patch() {
        return new ApiTokenPatch().tokenDisplayName("name");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void whatBreaksTheDocument(String message, Consumer<TokenApiClient> call) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> call.accept(SERVICE.client()))
                .withMessageEndingWith(": " + message)
                .withNoCause()
                .satisfies(failure -> assertThat(failure.outcomeUnknown()).isFalse());
        assertThat(SERVICE.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", ".."})
    void idsThatWouldMakeAnotherPath(String id) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> SERVICE.client().apiTokens("T").regenerate(id))
                .withMessage("triggerApiTokenAction: id must not be empty, \".\" or \"..\"");
    }

    @Test
    void halfACharacter() {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> SERVICE.client().apiTokens("T").trigger("1\ud83d", "\ude00"))
                .satisfies(failure -> assertThat(failure.violations())
                        .containsExactly(
                                "id must not contain an unpaired surrogate",
                                "action must not contain an unpaired surrogate"));
    }

    @Test
    void namesEveryViolationAtOnceButNoValue() {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> ApiTokensApi.searchApiTokens("", -7, 4711, null))
                .satisfies(failure -> assertThat(failure.violations()).hasSize(3))
                .withMessageNotContaining("-7")
                .withMessageNotContaining("4711");
    }

    @Test
    void whatIsJustInsideIsSent() {
        SERVICE.client()
                .apiTokens("T")
                .patch(
                        "1",
                        patch().tokenDisplayName("😀😀😀")
                                .accessTokenTtl(1L)
                                .maxCountOfUses(MaxCountOfUsesEnum.UNLIMITED)
                                .links(Map.of()));
        SERVICE.client().apiTokens("T").searchPage(Search.all().pageSize(1000), 1);

        assertThat(SERVICE.requests()).hasSize(2);
        assertThat(ContractService.body(SERVICE.requests().get(0)))
                .isEqualTo("{\"_links\":{},\"token_display_name\":\"😀😀😀\",\"access_token_ttl\":1,"
                        + "\"max_count_of_uses\":-1}");
    }
}
