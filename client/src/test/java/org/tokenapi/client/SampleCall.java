package org.tokenapi.client;

import org.tokenapi.client.generated.api.ApiTokensApi;
import org.tokenapi.client.generated.api.CloudDirectorTokensApi;
import org.tokenapi.client.generated.api.SyncClientsApi;
import org.tokenapi.client.generated.model.ApiTokenPatch;
import org.tokenapi.client.generated.model.CloudDirectorToken;
import org.tokenapi.client.generated.model.SyncClientAction;

/** A valid call of each of the five operations. */
enum SampleCall {
    SEARCH(ApiTokensApi.searchApiTokens("CUSTOMER", null, null, null)),
    PATCH(ApiTokensApi.patchApiToken("CUSTOMER", "1", new ApiTokenPatch().tokenDisplayName("name"))),
    UPDATE(CloudDirectorTokensApi.updateToken(
            "1", new CloudDirectorToken().id("1").name("n"))),
    REGENERATE(ApiTokensApi.triggerApiTokenAction("CUSTOMER", "1", "regenerate", null)),
    GENERATE_CREDENTIALS(
            SyncClientsApi.generateSyncClientCredentials("CUSTOMER", "1", SyncClientAction.GENERATE_CREDENTIALS, null));

    private final transient Call<?> call;

    SampleCall(Call<?> call) {
        this.call = call;
    }

    Call<?> call() {
        return call;
    }

    /** Sends the call and returns its failure. */
    static TokenApiException failure(TokenApiClient client, SampleCall operation) {
        try {
            client.send(operation.call);
        } catch (TokenApiException failure) {
            return failure;
        }
        throw new AssertionError(operation + " succeeded");
    }
}
