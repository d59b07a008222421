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
 * <p>Every method throws a {@link TokenApiException} or, if it ends in {@code Async}, gives a future that fails with one;
 * {@link InvalidRequestException} is always thrown at once.
 */
public final class ApiTokens {
    private static final String REGENERATE = "regenerate";

    private final TokenApiClient client;
    private final String tenant;

    ApiTokens(TokenApiClient client, String tenant) {
        this.client = client;
        this.tenant = tenant;
    }

    /**
     * The tokens that meet a search, read page by page while they are walked through.
     *
     * @return nothing is sent until it is asked for a token
     */
    public FoundApiTokens search(Search search) {
        return new FoundApiTokens(client, tenant, search);
    }

    /**
     * One page of a search.
     *
     * @param number from 1; a page after the last one has no tokens
     */
    public SearchAPITokensSummaryListMedia searchPage(Search search, int number) {
        return client.send(search.page(tenant, number));
    }

    /** One page of a search, without waiting; see {@link #searchPage}. */
    public CompletableFuture<SearchAPITokensSummaryListMedia> searchPageAsync(Search search, int number) {
        return client.sendAsync(search.page(tenant, number));
    }

    /**
     * Replaces the secret of a token. The old one is refused from then on, and the new one, {@code getToken()} of the answer,
     * can't be read again. Never repeated: see {@link TokenApiException#outcomeUnknown}.
     *
     * @param id of the token
     */
    public APITokensTriggerActionResponseMedia regenerate(String id) {
        return trigger(id, REGENERATE);
    }

    /** Replaces the secret of a token, without waiting; see {@link #regenerate}. */
    public CompletableFuture<APITokensTriggerActionResponseMedia> regenerateAsync(String id) {
        return client.sendAsync(ApiTokensApi.triggerApiTokenAction(tenant, id, REGENERATE, null));
    }

    /**
     * Triggers an action. The one that is known is {@code regenerate}.
     *
     * @param id of the token
     */
    public APITokensTriggerActionResponseMedia trigger(String id, String action) {
        return client.send(ApiTokensApi.triggerApiTokenAction(tenant, id, action, null));
    }

    /**
     * Changes a token. What the change leaves out stays as it is, but the display name must be in it.
     *
     * @param id of the token
     */
    public PatchAPITokensResponseMedia patch(String id, PatchAPITokensRequestMedia change) {
        return client.send(ApiTokensApi.patchApiToken(tenant, id, change));
    }

    /** Changes a token, without waiting; see {@link #patch}. */
    public CompletableFuture<PatchAPITokensResponseMedia> patchAsync(String id, PatchAPITokensRequestMedia change) {
        return client.sendAsync(ApiTokensApi.patchApiToken(tenant, id, change));
    }
}
