package org.tokenapi.referenceserver.apitoken;

import java.util.Arrays;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.tokenapi.referenceserver.value.SecretValue;
import org.tokenapi.serverstubs.generated.model.APITokensTriggerActionResponseMedia;
import org.tokenapi.serverstubs.generated.model.ApiToken;
import org.tokenapi.serverstubs.generated.model.ApiTokenSummary;
import org.tokenapi.serverstubs.generated.model.Link;
import org.tokenapi.serverstubs.generated.model.PatchAPITokensResponseMedia;
import org.tokenapi.serverstubs.generated.model.Role;
import tools.jackson.databind.json.JsonMapper;

/** Maps stored API tokens to responses. */
@Component
final class ApiTokenMedia {
    private final JsonMapper json;

    ApiTokenMedia(JsonMapper json) {
        this.json = json;
    }

    APITokensTriggerActionResponseMedia regenerated(ApiTokenRow token, SecretValue secret, Map<String, Link> links) {
        return filled(new APITokensTriggerActionResponseMedia(), token, links).token(secret.reveal());
    }

    PatchAPITokensResponseMedia patched(ApiTokenRow token, Map<String, Link> links) {
        return filled(new PatchAPITokensResponseMedia(), token, links);
    }

    ApiTokenSummary summary(ApiTokenRow token, Map<String, Link> links) {
        ApiTokenSummary summary = filled(new ApiTokenSummary(), token, links);
        if (token.get(ApiTokenProperty.ROLES) instanceof String roles) {
            summary.setRoles(Arrays.asList(json.readValue(roles, Role[].class)));
        }
        return summary;
    }

    private static <R extends ApiToken> R filled(R response, ApiTokenRow token, Map<String, Link> links) {
        response.setLinks(links);
        token.forEach((property, value) -> property.show(response, value));
        return response;
    }
}
