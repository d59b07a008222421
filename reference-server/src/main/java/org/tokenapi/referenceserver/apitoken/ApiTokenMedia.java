package org.tokenapi.referenceserver.apitoken;

import java.util.Arrays;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.tokenapi.referenceserver.value.Secret;
import org.tokenapi.serverstubs.generated.model.APITokensTriggerActionResponseMedia;
import org.tokenapi.serverstubs.generated.model.ApiTokenSummary;
import org.tokenapi.serverstubs.generated.model.Link;
import org.tokenapi.serverstubs.generated.model.PatchAPITokensResponseMedia;
import org.tokenapi.serverstubs.generated.model.Role;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes the answers of API tokens. What the document composes, the generator writes out: the models have no type in
 * common, and so their properties go from one to another by their names in JSON. The summary has those of the others.
 */
@Component
final class ApiTokenMedia {
    private final JsonMapper json;

    ApiTokenMedia(JsonMapper json) {
        this.json = json;
    }

    APITokensTriggerActionResponseMedia regenerated(ApiTokenRow token, Secret secret, Map<String, Link> links) {
        return json.convertValue(summary(token, links), APITokensTriggerActionResponseMedia.class)
                .token(secret.reveal());
    }

    PatchAPITokensResponseMedia patched(ApiTokenRow token, Map<String, Link> links) {
        return json.convertValue(summary(token, links), PatchAPITokensResponseMedia.class);
    }

    ApiTokenSummary summary(ApiTokenRow token, Map<String, Link> links) {
        ApiTokenSummary summary = new ApiTokenSummary().links(links);
        token.forEach((property, value) -> property.show(summary, value));
        if (token.get(ApiTokenProperty.ROLES) instanceof String roles) {
            summary.setRoles(Arrays.asList(json.readValue(roles, Role[].class)));
        }
        return summary;
    }
}
