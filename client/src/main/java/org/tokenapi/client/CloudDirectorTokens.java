package org.tokenapi.client;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.tokenapi.client.generated.api.CloudDirectorTokensApi;
import org.tokenapi.client.generated.model.CloudDirectorToken;

/** The tokens of Cloud Director. Immutable and thread-safe. Exceptions are as in {@link ApiTokens}. */
public final class CloudDirectorTokens {
    private static final String TENANT_CONTEXT = "X-VMWARE-VCLOUD-TENANT-CONTEXT";

    private final TokenApiClient client;
    private final @Nullable String tenantContext;

    /** @param tenantContext the id of an organization; null for the one of the credentials */
    CloudDirectorTokens(TokenApiClient client, @Nullable String tenantContext) {
        this.client = client;
        this.tenantContext = tenantContext;
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

    private Call<CloudDirectorToken> call(@Nullable CloudDirectorToken token) {
        Call<CloudDirectorToken> call = CloudDirectorTokensApi.updateToken(token == null ? null : token.getId(), token);
        return tenantContext == null ? call : call.header(TENANT_CONTEXT, tenantContext);
    }
}
