package org.tokenapi.gates;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.openapitools.jackson.nullable.JsonNullableJackson3Module;
import org.tokenapi.client.Call;
import org.tokenapi.client.SecretModule;
import org.tokenapi.client.generated.api.ApiTokensApi;
import org.tokenapi.client.generated.api.CloudDirectorTokensApi;
import org.tokenapi.client.generated.api.SyncClientsApi;
import org.tokenapi.client.generated.model.ApiTokenAction;
import org.tokenapi.client.generated.model.ApiTokenPatch;
import org.tokenapi.client.generated.model.ApiTokenSearch;
import org.tokenapi.client.generated.model.CloudDirectorToken;
import org.tokenapi.client.generated.model.SyncClientAction;
import org.tokenapi.client.generated.model.SyncClientConfiguration;
import org.tokenapi.contract.spec.Operation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Fills the client's models from JSON, converts them to JSON, and makes calls from them. */
final class Models {
    /** A separate mapper, so that a loss in the client's own mapper is visible. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .changeDefaultPropertyInclusion(all -> all.withValueInclusion(JsonInclude.Include.NON_NULL))
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
            .addModule(new JsonNullableJackson3Module())
            .addModule(new SecretModule())
            .build();

    private Models() {}

    /** The content of a model as JSON. */
    static JsonNode show(Object model) {
        return MAPPER.valueToTree(model);
    }

    /**
     * A call of the client.
     *
     * @param parameters the values by name; without a value, an optional parameter is not sent
     * @param body the missing node for a request without a body
     */
    static Call<?> call(Operation operation, Map<String, String> parameters, JsonNode body) {
        return switch (operation.id()) {
            case "triggerApiTokenAction" ->
                ApiTokensApi.triggerApiTokenAction(
                        parameters.get("tenant"),
                        parameters.get("id"),
                        parameters.get("action"),
                        fill(body, ApiTokenAction.class));
            case "patchApiToken" ->
                ApiTokensApi.patchApiToken(
                        parameters.get("tenant"), parameters.get("id"), fill(body, ApiTokenPatch.class));
            case "searchApiTokens" ->
                ApiTokensApi.searchApiTokens(
                        parameters.get("tenant"),
                        number(parameters.get("startIndex")),
                        number(parameters.get("pageSize")),
                        fill(body, ApiTokenSearch.class));
            case "updateToken" ->
                CloudDirectorTokensApi.updateToken(parameters.get("id"), fill(body, CloudDirectorToken.class));
            case "generateSyncClientCredentials" ->
                SyncClientsApi.generateSyncClientCredentials(
                        parameters.get("TENANT"),
                        parameters.get("id"),
                        SyncClientAction.fromValue(parameters.get("action")),
                        fill(body, SyncClientConfiguration.class));
            default -> throw new IllegalStateException("no call is defined for " + operation.id());
        };
    }

    private static Integer number(String text) {
        return text == null ? null : Integer.valueOf(text);
    }

    private static <T> T fill(JsonNode body, Class<T> type) {
        return body.isMissingNode() ? null : MAPPER.treeToValue(body, type);
    }
}
