package org.tokenapi.client;

import java.net.URI;
import org.tokenapi.client.generated.model.ApiTokenSummary;

/** The example in the project's README.md, compiled and run. */
final class ReadmeExample {
    private ReadmeExample() {}

    static Secret renewFirstExpired(URI uri, String accessToken) {
        // README
        try (TokenApiClient client = TokenApiClient.builder()
                .baseUri(uri) // for example http://127.0.0.1:8080
                .credentials(Credentials.bearer(accessToken))
                .build()) {
            ApiTokens tokens = client.apiTokens("CUSTOMER");
            ApiTokenSummary expired = tokens.search(Search.where("token_status").equalTo("EXPIRED"))
                    .iterator()
                    .next();
            return tokens.regenerate(expired.getId()).getToken();
        }
        // README
    }
}
