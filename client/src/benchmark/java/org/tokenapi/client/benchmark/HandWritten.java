package org.tokenapi.client.benchmark;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.openapitools.jackson.nullable.JsonNullableJackson3Module;
import org.tokenapi.client.generated.invoker.RFC3339JavaTimeModule;
import org.tokenapi.client.generated.model.ApiTokenPage;
import org.tokenapi.client.generated.model.ApiTokenPatch;
import org.tokenapi.client.generated.model.ApiTokenSearch;
import org.tokenapi.client.generated.model.PatchedApiToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/** The code for these two calls and nothing else: no checks, no retries, no limits, no exceptions of its own. */
final class HandWritten {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final JsonMapper mapper = JsonMapper.builder()
            .changeDefaultPropertyInclusion(all -> all.withValueInclusion(JsonInclude.Include.NON_NULL))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
            .addModule(new JsonNullableJackson3Module())
            .addModule(new RFC3339JavaTimeModule())
            .build();
    private final URI baseUri;
    private final String accessToken;

    HandWritten(URI baseUri, String accessToken) {
        this.baseUri = baseUri;
        this.accessToken = accessToken;
    }

    ApiTokenPage search(String tenant, int page, int size, ApiTokenSearch search)
            throws IOException, InterruptedException {
        return read(
                http.send(searchRequest(tenant, page, size, search), BodyHandlers.ofByteArray()), ApiTokenPage.class);
    }

    CompletableFuture<ApiTokenPage> searchAsync(String tenant, int page, int size, ApiTokenSearch search) {
        return http.sendAsync(searchRequest(tenant, page, size, search), BodyHandlers.ofByteArray())
                .thenApply(response -> read(response, ApiTokenPage.class));
    }

    PatchedApiToken patch(String tenant, String id, ApiTokenPatch change) throws IOException, InterruptedException {
        return read(http.send(patchRequest(tenant, id, change), BodyHandlers.ofByteArray()), PatchedApiToken.class);
    }

    CompletableFuture<PatchedApiToken> patchAsync(String tenant, String id, ApiTokenPatch change) {
        return http.sendAsync(patchRequest(tenant, id, change), BodyHandlers.ofByteArray())
                .thenApply(response -> read(response, PatchedApiToken.class));
    }

    private HttpRequest searchRequest(String tenant, int page, int size, ApiTokenSearch search) {
        return request("/acs/t/" + tenant + "/api-tokens/search?startIndex=" + page + "&pageSize=" + size)
                .header("Accept", "application/vnd.vmware.vidm.api-tokens.search.summary.list+json")
                .header("Content-Type", "application/vnd.vmware.vidm.api-tokens.search.request+json")
                .POST(BodyPublishers.ofByteArray(mapper.writeValueAsBytes(search)))
                .build();
    }

    private HttpRequest patchRequest(String tenant, String id, ApiTokenPatch change) {
        return request("/acs/t/" + tenant + "/api-tokens/" + id)
                .header("Accept", "application/vnd.vmware.vidm.api-tokens.patch.response+json")
                .header("Content-Type", "application/vnd.vmware.vidm.api-tokens.patch.request+json")
                .method("PATCH", BodyPublishers.ofByteArray(mapper.writeValueAsBytes(change)))
                .build();
    }

    private HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(URI.create(baseUri + target))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + accessToken);
    }

    private <T> T read(HttpResponse<byte[]> response, Class<T> type) {
        if (response.statusCode() != 200) {
            throw new IllegalStateException("status " + response.statusCode());
        }
        return mapper.readValue(response.body(), type);
    }
}
