package org.tokenapi.client;

import java.util.concurrent.CompletableFuture;
import org.tokenapi.client.generated.api.ApiTokensApi;
import org.tokenapi.client.generated.model.ApiTokenPage;
import org.tokenapi.client.generated.model.ApiTokenPatch;
import org.tokenapi.client.generated.model.ApiTokenWithSecret;
import org.tokenapi.client.generated.model.PatchedApiToken;

/**
 * The API tokens of one tenant of Identity Services. Immutable and thread-safe.
 *
 * <p>A method that sends a request throws a {@link TokenApiException} if it does not succeed. Its {@code Async} twin
 * returns a future that fails with that exception. Both throw {@link InvalidRequestException} directly, because nothing
 * is sent, and {@link IllegalStateException} if the client is closed.
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
     * The tokens that match a search, read page by page while you iterate over them.
     *
     * @return the tokens; requests are sent, and exceptions thrown, when a token is asked for
     */
    public FoundApiTokens search(Search search) {
        return new FoundApiTokens(client, tenant, InvalidRequestException.require(SEARCH, "search", search));
    }

    /**
     * One page of a search.
     *
     * @param number the number of the page, from 1; a page after the last one is empty
     */
    public ApiTokenPage searchPage(Search search, int number) {
        return client.send(page(search, number));
    }

    /** As {@link #searchPage}, without waiting. */
    public CompletableFuture<ApiTokenPage> searchPageAsync(Search search, int number) {
        return client.sendAsync(page(search, number));
    }

    private Call<ApiTokenPage> page(Search search, int number) {
        return InvalidRequestException.require(SEARCH, "search", search).page(tenant, number);
    }

    /**
     * Replaces the secret of a token. The old secret is invalid from then on. The new one is {@code getToken()} of the
     * response and can't be read again. The request is never repeated, see {@link TokenApiException#outcomeUnknown}.
     *
     * @param id of the token
     * @throws UnreadableResponseException if the response has no secret; for other exceptions see above
     */
    public RegeneratedApiToken regenerate(String id) {
        return client.send(regeneration(id));
    }

    /** As {@link #regenerate}, without waiting. */
    public CompletableFuture<RegeneratedApiToken> regenerateAsync(String id) {
        return client.sendAsync(regeneration(id));
    }

    /** The call of {@link #regenerate}, to change it or to send it with {@link TokenApiClient#exchange}. */
    public Call<RegeneratedApiToken> regeneration(String id) {
        return action(id, "regenerate").as(RegeneratedApiToken.class).requiring((response, constraints) -> {
            Secret token = response.getToken();
            constraints.required("token", token == null || token.reveal().isEmpty() ? null : token);
        });
    }

    /**
     * Triggers any action. For {@code regenerate}, the only one that the vendor describes, use {@link #regenerate}:
     * only that method checks that the response has a secret.
     *
     * @param id of the token
     */
    public ApiTokenWithSecret trigger(String id, String action) {
        return client.send(action(id, action));
    }

    /** As {@link #trigger}, without waiting. */
    public CompletableFuture<ApiTokenWithSecret> triggerAsync(String id, String action) {
        return client.sendAsync(action(id, action));
    }

    private Call<ApiTokenWithSecret> action(String id, String action) {
        return ApiTokensApi.triggerApiTokenAction(tenant, id, action, null);
    }

    /**
     * Changes a token. Properties that are not set keep their values, but the display name is required.
     *
     * @param id of the token
     */
    public PatchedApiToken patch(String id, ApiTokenPatch change) {
        return client.send(change(id, change));
    }

    /** As {@link #patch}, without waiting. */
    public CompletableFuture<PatchedApiToken> patchAsync(String id, ApiTokenPatch change) {
        return client.sendAsync(change(id, change));
    }

    private Call<PatchedApiToken> change(String id, ApiTokenPatch change) {
        return ApiTokensApi.patchApiToken(tenant, id, InvalidRequestException.require("patchApiToken", "body", change));
    }
}
