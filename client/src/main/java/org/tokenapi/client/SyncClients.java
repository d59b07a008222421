package org.tokenapi.client;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.tokenapi.client.generated.api.SyncClientsApi;
import org.tokenapi.client.generated.model.BrokerSyncClientConfigurationMedia;
import org.tokenapi.client.generated.model.SyncClientAction;

/** The sync clients of a tenant's directories. Immutable and thread-safe; failures are as in {@link ApiTokens}. */
public final class SyncClients {
    private final TokenApiClient client;
    private final String tenant;

    SyncClients(TokenApiClient client, String tenant) {
        this.client = client;
        this.tenant = tenant;
    }

    /**
     * Generates new credentials; the previous ones are refused from then on, and the new ones can't be read again. Never
     * repeated: see {@link TokenApiException#outcomeUnknown}.
     *
     * @param directory the id of the directory
     * @param kind which credentials, and for how long; what it leaves out is as it was last time
     * @throws UnreadableResponseException if the answer has no secret; what else can be thrown, see {@link ApiTokens}
     */
    public BrokerSyncClientConfigurationMedia generateCredentials(
            String directory, BrokerSyncClientConfigurationMedia kind) {
        return client.send(call(directory, kind));
    }

    /** Generates new credentials, without waiting; see {@link #generateCredentials}. */
    public CompletableFuture<BrokerSyncClientConfigurationMedia> generateCredentialsAsync(
            String directory, BrokerSyncClientConfigurationMedia kind) {
        return client.sendAsync(call(directory, kind));
    }

    private Call<BrokerSyncClientConfigurationMedia> call(String directory, BrokerSyncClientConfigurationMedia kind) {
        return SyncClientsApi.generateSyncClientCredentials(
                        tenant,
                        directory,
                        SyncClientAction.GENERATE_CREDENTIALS,
                        InvalidRequestException.require("generateSyncClientCredentials", "body", kind))
                .demanding((answer, constraints) -> {
                    // Which of them it is depends on generate_token, also as it was last time.
                    if (isNone(answer.getAccessToken()) && isNone(answer.getClientSecret())) {
                        constraints.violation("access_token", "or client_secret is required");
                    }
                });
    }

    private static boolean isNone(@Nullable Secret secret) {
        return secret == null || secret.reveal().isEmpty();
    }
}
