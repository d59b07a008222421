package org.tokenapi.client;

import java.net.URI;
import java.util.List;
import org.tokenapi.client.generated.invoker.ApiException;
import org.tokenapi.client.generated.model.ApiTokenSummary;
import org.tokenapi.client.generated.model.Filter;
import org.tokenapi.client.generated.model.SearchAPITokensRequestMedia;

/** The example of README.md, compiled and run. */
final class ReadmeExample {
    private ReadmeExample() {}

    static String renewFirstExpired(URI uri, String accessToken) throws ApiException {
        // README
        TokenApiClient client = TokenApiClient.builder()
                .baseUri(uri) // for example http://127.0.0.1:8080
                .bearerToken(accessToken)
                .build();
        var expired = new Filter().key("token_status").operator("EQUALS").values(List.of("EXPIRED"));
        var search = new SearchAPITokensRequestMedia().and(List.of(expired));
        List<ApiTokenSummary> found =
                client.apiTokens().searchApiTokens("CUSTOMER", 1, 20, search).getItems();
        String id = found.get(0).getId();
        return client.apiTokens()
                .triggerApiTokenAction("CUSTOMER", id, "regenerate", null)
                .getToken();
        // README
    }
}
