package org.tokenapi.client;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.tokenapi.client.generated.api.SyncClientsApi;
import org.tokenapi.client.generated.model.SyncClientAction;
import org.tokenapi.client.generated.model.SyncClientConfiguration;

/** The sync clients of a tenant's directories. Immutable and thread-safe. Exceptions are as in {@link ApiTokens}. */
public final class SyncClients {
    private final TokenApiClient client;
    private final String tenant;

    SyncClients(TokenApiClient client, String tenant) {
        this.client = client;
        this.tenant = tenant;
    }

    /**
     * Generates new credentials. The previous ones are invalid from then on, and the new ones can't be read again. The
     * request is never repeated, see {@link TokenApiException#outcomeUnknown}.
     *
     * @param directory the id of the directory
     * @param kind which credentials, and for how long; properties that are not set are as in the last request
     * @throws UnreadableResponseException if the response has no secret; for other exceptions see {@link ApiTokens}
     */
    public SyncClientConfiguration generateCredentials(String directory, SyncClientConfiguration kind) {
        return client.send(generation(directory, kind));
    }

    /** As {@link #generateCredentials}, without waiting. */
    public CompletableFuture<SyncClientConfiguration> generateCredentialsAsync(
            String directory, SyncClientConfiguration kind) {
        return client.sendAsync(generation(directory, kind));
    }

    /** The call of {@link #generateCredentials}, to change it or to send it with {@link TokenApiClient#exchange}. */
    public Call<SyncClientConfiguration> generation(String directory, SyncClientConfiguration kind) {
        return SyncClientsApi.generateSyncClientCredentials(
                        tenant,
                        directory,
                        SyncClientAction.GENERATE_CREDENTIALS,
                        InvalidRequestException.require("generateSyncClientCredentials", "body", kind))
                .requiring((response, constraints) -> {
                    // Which one it is depends on generate_token, which may be that of the last request.
                    if (isNone(response.getAccessToken()) && isNone(response.getClientSecret())) {
                        constraints.violation("access_token", "and client_secret are missing");
                    }
                });
    }

    private static boolean isNone(@Nullable Secret secret) {
        return secret == null || secret.reveal().isEmpty();
    }
}
