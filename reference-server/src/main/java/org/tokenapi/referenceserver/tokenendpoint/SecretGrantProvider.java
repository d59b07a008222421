package org.tokenapi.referenceserver.tokenendpoint;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.stereotype.Component;
import org.tokenapi.referenceserver.apitoken.ApiTokenExchange;
import org.tokenapi.referenceserver.cloudtoken.RefreshTokens;
import org.tokenapi.referenceserver.security.AccessTokens;
import org.tokenapi.referenceserver.value.SecretValue;

/** Exchanges API tokens and refresh tokens. The response never reveals why a secret was refused. */
@Component
final class SecretGrantProvider implements AuthenticationProvider {
    /** The lifetime of Cloud Director's access tokens; its refresh tokens have no setting for it. */
    private static final long CLOUD_MINUTES = 60;

    private final ApiTokenExchange apiTokens;
    private final RefreshTokens refreshTokens;
    private final AccessTokens accessTokens;

    SecretGrantProvider(ApiTokenExchange apiTokens, RefreshTokens refreshTokens, AccessTokens accessTokens) {
        this.apiTokens = apiTokens;
        this.refreshTokens = refreshTokens;
        this.accessTokens = accessTokens;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        SecretGrantRequest grant = (SecretGrantRequest) authentication;
        Issuer issuer = Issuer.current();
        if (grant.getGrantType().equals(SecretGrantRequest.API_TOKEN)) {
            ApiTokenExchange.Granted granted =
                    apiTokens.exchange(issuer.tenant(), grant.secret()).orElseThrow(SecretGrantProvider::refused);
            return response(grant, issuer, granted.id(), AccessTokens.SCOPE, granted.minutes(), null);
        }
        RefreshTokens.Granted granted =
                refreshTokens.exchange(issuer.tenant(), grant.secret()).orElseThrow(SecretGrantProvider::refused);
        return response(grant, issuer, granted.id(), AccessTokens.CLOUD_SCOPE, CLOUD_MINUTES, granted.next());
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return authentication == SecretGrantRequest.class;
    }

    private Authentication response(
            SecretGrantRequest grant,
            Issuer issuer,
            String subject,
            String scope,
            long minutes,
            @Nullable SecretValue next) {
        AccessTokens.IssuedToken issued = accessTokens.issue(issuer.url(), issuer.tenant(), subject, scope, minutes);
        // The framework requires a client, but here the secret is the only credential.
        RegisteredClient nobody = RegisteredClient.withId(subject)
                .clientId(subject)
                .clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
                .authorizationGrantType(grant.getGrantType())
                .build();
        return new OAuth2AccessTokenAuthenticationToken(
                nobody,
                (Authentication) grant.getPrincipal(),
                new OAuth2AccessToken(
                        OAuth2AccessToken.TokenType.BEARER,
                        issued.token(),
                        issued.issuedAt(),
                        issued.expiresAt(),
                        Set.of(scope)),
                next == null ? null : new OAuth2RefreshToken(next.reveal(), issued.issuedAt()));
    }

    private static OAuth2AuthenticationException refused() {
        return new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT);
    }
}
