package org.tokenapi.client;

import java.util.concurrent.CompletableFuture;
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
                tenant, directory, SyncClientAction.GENERATE_CREDENTIALS, kind);
    }
}
