package org.tokenapi.referenceserver.apitoken;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tokenapi.referenceserver.secret.Secret;
import org.tokenapi.referenceserver.time.Rfc3339;
import org.tokenapi.serverstubs.generated.model.APITokensTriggerActionResponseMedia;
import org.tokenapi.serverstubs.generated.model.ApiTokenSummary;
import org.tokenapi.serverstubs.generated.model.Link;
import org.tokenapi.serverstubs.generated.model.PatchAPITokensResponseMedia;
import org.tokenapi.serverstubs.generated.model.Role;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes the answers of API tokens. The three models have the same properties and no type in common: what the document
 * composes, the generator writes out.
 */
@Component
final class ApiTokenMedia {
    private final JsonMapper json;

    ApiTokenMedia(JsonMapper json) {
        this.json = json;
    }

    APITokensTriggerActionResponseMedia regenerated(ApiTokenRow token, Secret secret, Map<String, Link> links) {
        return new APITokensTriggerActionResponseMedia()
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
                .token(secret.reveal());
    }

    PatchAPITokensResponseMedia patched(ApiTokenRow token, Map<String, Link> links) {
        return new PatchAPITokensResponseMedia()
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
                .tokenDescription(token.description());
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
