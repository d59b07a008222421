package org.tokenapi.referenceserver.apitoken;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tokenapi.referenceserver.value.Rfc3339;
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
        return new ApiTokenSummary()
                .links(links)
                .id(token.id())
                .clientDisplayName(token.clientDisplayName())
                .clientId(token.clientId())
                .clientType(token.clientType())
                .tokenDisplayName(token.displayName())
                .tokenType(token.type())
                .tokenSubType(token.subType())
                .tokenSuffix(token.suffix())
                .apiTokenTtl(token.apiTokenTtl())
                .accessTokenTtl(token.accessTokenTtl())
                .acct(token.acct())
                .userStatus(token.userStatus())
                .expirationDate(date(token.expirationDate()))
                .lastAccessTime(date(token.lastAccessTime()))
                .createdDate(date(token.createdDate()))
                .modifiedDate(date(token.modifiedDate()))
                .tokenStatus(token.status())
                .tokenDescription(token.description())
                .principalName(token.principalName())
                .principalStatus(token.principalStatus())
                .roles(roles(token.roles()))
                .userId(token.userId())
                .clientUuid(token.clientUuid());
    }

    private @Nullable List<Role> roles(@Nullable String roles) {
        return roles == null ? null : Arrays.asList(json.readValue(roles, Role[].class));
    }

    private static @Nullable String date(@Nullable Instant date) {
        return date == null ? null : Rfc3339.format(date);
    }
}
