package org.tokenapi.client;

import java.util.concurrent.CompletableFuture;
import org.tokenapi.client.generated.api.ApiTokensApi;
import org.tokenapi.client.generated.model.APITokensTriggerActionResponseMedia;
import org.tokenapi.client.generated.model.PatchAPITokensRequestMedia;
import org.tokenapi.client.generated.model.PatchAPITokensResponseMedia;
import org.tokenapi.client.generated.model.SearchAPITokensSummaryListMedia;

/**
 * The API tokens of one tenant of Identity Services. Immutable and thread-safe.
 *
 * <p>A method that sends something throws a {@link TokenApiException} if it does not succeed; one that ends in {@code Async}
 * gives a future that fails with it. {@link InvalidRequestException} is thrown at once by both, because nothing is sent, and so
 * is {@link IllegalStateException} if the client is closed.
 */
public final class ApiTokens {
    private static final String SEARCH = "searchApiTokens";

    private final TokenApiClient client;
    private final String tenant;

    ApiTokens(TokenApiClient client, String tenant) {
        this.client = client;
        this.tenant = tenant;
    }

    /**
     * The tokens that meet a search, read page by page while they are walked through.
     *
     * @return nothing is sent until it is asked for a token; what can be wrong with a page is thrown then
     */
    public FoundApiTokens search(Search search) {
        return new FoundApiTokens(client, tenant, InvalidRequestException.require(SEARCH, "search", search));
    }

    /**
     * One page of a search.
     *
     * @param number from 1; a page after the last one has no tokens
     */
    public SearchAPITokensSummaryListMedia searchPage(Search search, int number) {
        return client.send(page(search, number));
    }

    /** One page of a search, without waiting; see {@link #searchPage}. */
    public CompletableFuture<SearchAPITokensSummaryListMedia> searchPageAsync(Search search, int number) {
        return client.sendAsync(page(search, number));
    }

    private Call<SearchAPITokensSummaryListMedia> page(Search search, int number) {
        return InvalidRequestException.require(SEARCH, "search", search).page(tenant, number);
    }

    /**
     * Replaces the secret of a token. The old one is refused from then on, and the new one, {@code getToken()} of the answer,
     * can't be read again. Never repeated: see {@link TokenApiException#outcomeUnknown}.
     *
     * @param id of the token
     * @throws UnreadableResponseException if the answer has no secret; what else can be thrown, see above
     */
    public APITokensTriggerActionResponseMedia regenerate(String id) {
        return client.send(regeneration(id));
    }

    /** Replaces the secret of a token, without waiting; see {@link #regenerate}. */
    public CompletableFuture<APITokensTriggerActionResponseMedia> regenerateAsync(String id) {
        return client.sendAsync(regeneration(id));
    }

    private Call<APITokensTriggerActionResponseMedia> regeneration(String id) {
        return action(id, "regenerate").demanding((answer, constraints) -> {
            Secret token = answer.getToken();
            constraints.required("token", token == null || token.reveal().isEmpty() ? null : token);
        });
    }

    /**
     * Triggers an action. The one that is known is {@code regenerate}, for which there is {@link #regenerate}: only that one
     * knows that the answer must have a secret.
     *
     * @param id of the token
     */
    public APITokensTriggerActionResponseMedia trigger(String id, String action) {
        return client.send(action(id, action));
    }

    /** Triggers an action, without waiting; see {@link #trigger}. */
    public CompletableFuture<APITokensTriggerActionResponseMedia> triggerAsync(String id, String action) {
        return client.sendAsync(action(id, action));
    }

    private Call<APITokensTriggerActionResponseMedia> action(String id, String action) {
        return ApiTokensApi.triggerApiTokenAction(tenant, id, action, null);
    }

    /**
     * Changes a token. What the change leaves out stays as it is, but the display name must be in it.
     *
     * @param id of the token
     */
    public PatchAPITokensResponseMedia patch(String id, PatchAPITokensRequestMedia change) {
        return client.send(change(id, change));
    }

    /** Changes a token, without waiting; see {@link #patch}. */
    public CompletableFuture<PatchAPITokensResponseMedia> patchAsync(String id, PatchAPITokensRequestMedia change) {
        return client.sendAsync(change(id, change));
    }

    private Call<PatchAPITokensResponseMedia> change(String id, PatchAPITokensRequestMedia change) {
        return ApiTokensApi.patchApiToken(tenant, id, InvalidRequestException.require("patchApiToken", "body", change));
    }
}
