package org.tokenapi.client;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.tokenapi.client.generated.api.CloudDirectorTokensApi;
import org.tokenapi.client.generated.model.CloudDirectorToken;

/** The tokens of Cloud Director. Immutable and thread-safe. Exceptions are as in {@link ApiTokens}. */
public final class CloudDirectorTokens {
    private final TokenApiClient client;

    CloudDirectorTokens(TokenApiClient client) {
        this.client = client;
    }

    /**
     * Updates a token. Properties that were never set are not sent. {@code expirationTimeUtc(null)} is sent as null:
     * the token does not expire.
     *
     * @param token the new values, with the id of the token to update
     */
    public CloudDirectorToken update(CloudDirectorToken token) {
        return client.send(call(token));
    }

    /** As {@link #update}, without waiting. */
    public CompletableFuture<CloudDirectorToken> updateAsync(CloudDirectorToken token) {
        return client.sendAsync(call(token));
    }

    private static Call<CloudDirectorToken> call(@Nullable CloudDirectorToken token) {
        return CloudDirectorTokensApi.updateToken(token == null ? null : token.getId(), token);
    }
}
