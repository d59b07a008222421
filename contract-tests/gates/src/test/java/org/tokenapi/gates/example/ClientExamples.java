package org.tokenapi.gates.example;

import java.net.URI;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentMap;
import org.tokenapi.client.ConflictException;
import org.tokenapi.client.Credentials;
import org.tokenapi.client.Search;
import org.tokenapi.client.Secret;
import org.tokenapi.client.TokenApiClient;
import org.tokenapi.client.TokenApiException;
import org.tokenapi.client.generated.model.ApiTokenPatch;
import org.tokenapi.client.generated.model.ApiTokenSearch.SortByEnum;
import org.tokenapi.client.generated.model.ApiTokenSummary;
import org.tokenapi.client.generated.model.CloudDirectorToken;
import org.tokenapi.client.generated.model.SyncClientConfiguration;

/** The examples of the client's README, compiled and run. */
final class ClientExamples {
    private ClientExamples() {}

    static void quickStart(URI uri, String tenant, String apiToken, String id, Map<String, Secret> vault) {
        // README quick start
        try (TokenApiClient client = TokenApiClient.builder()
                .baseUri(uri) // for example https://idp.example
                .credentials(Credentials.apiToken(tenant, apiToken))
                .build()) {
            Secret renewed = client.apiTokens(tenant).regenerate(id).secret();
            vault.put(id, renewed);
        }
        // README
    }

    static List<String> search(TokenApiClient client) {
        List<String> names = new ArrayList<>();
        // README search
        Search expiring = Search.where("token_status")
                .equalTo("ACTIVE")
                .and("expiration_date")
                .lessThan("2027-01-01T00:00:00Z")
                .sortedBy(SortByEnum.EXPIRATION_DATE)
                .pageSize(100);
        for (ApiTokenSummary token : client.apiTokens("CUSTOMER").search(expiring)) {
            names.add(token.getTokenDisplayName()); // the next page is read when its first token is asked for
        }
        // README
        return names;
    }

    static void regenerate(TokenApiClient client, String id, Map<String, Secret> vault, List<String> alarms) {
        // README regenerate
        try {
            vault.put(id, client.apiTokens("CUSTOMER").regenerate(id).secret());
        } catch (TokenApiException e) {
            // The request may have been carried out: the old secret may be dead and the new one lost.
            alarms.add(e.outcomeUnknown() ? "regenerate " + id + " again" : e.getMessage());
        }
        // README
    }

    static void change(TokenApiClient client, String id, String cloudId) {
        // README change
        client.apiTokens("CUSTOMER")
                .patch(id, new ApiTokenPatch().tokenDisplayName("nightly").accessTokenTtl(60L));

        CloudDirectorToken token =
                new CloudDirectorToken().id(cloudId).name("terraform"); // what is not set is not sent
        client.cloudDirectorTokens().update(token.expirationTimeUtc(OffsetDateTime.parse("2027-06-30T12:00:00Z")));
        client.cloudDirectorTokens().update(token.expirationTimeUtc(null)); // sent as null: it does not expire
        // README
    }

    static Secret generate(TokenApiClient client, String directory) {
        // README generate
        try {
            return client.syncClients("CUSTOMER")
                    .generateCredentials(
                            directory,
                            new SyncClientConfiguration().generateToken(true).tokenTtl(1800))
                    .getAccessToken();
        } catch (ConflictException e) {
            throw new IllegalStateException("the directory has more than one sync client", e);
        }
        // README
    }

    static void asynchronous(TokenApiClient client, List<String> ids, ConcurrentMap<String, Secret> vault) {
        // README asynchronous
        CompletableFuture<?>[] calls = ids.stream()
                .map(id -> client.apiTokens("CUSTOMER")
                        .regenerateAsync(id)
                        .thenAcceptAsync(renewed -> vault.put(id, renewed.secret()))) // each as soon as it is there
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(calls).join(); // waits for all of them, and fails afterwards if one has failed
        // README
    }

    static List<Credentials> credentials(Secret secret, Map<String, Secret> vault) {
        return List.of(
                // README credentials
                Credentials.bearer(secret), // as it is
                Credentials.supplier(() -> vault.get("access token")), // asked before each attempt
                Credentials.apiToken("CUSTOMER", secret), // exchanged at /acs/t/CUSTOMER/token
                Credentials.client("CUSTOMER", "rotation-job", secret), // OAuth client credentials, the same endpoint
                Credentials.refreshToken("org1", secret, rotated -> vault.put("refresh token", rotated)) // VCD
                // README
                );
    }
}
