package org.tokenapi.referenceserver.tokenendpoint;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationGrantAuthenticationToken;
import org.tokenapi.referenceserver.value.SecretValue;

/** A request to exchange a secret, which is its own credential: no client signs in. */
final class SecretGrantRequest extends OAuth2AuthorizationGrantAuthenticationToken {
    static final AuthorizationGrantType API_TOKEN =
            new AuthorizationGrantType("urn:custom:vcf:params:oauth:grant-type:api-token");

    private static final long serialVersionUID = 1L;

    private final transient SecretValue secret;

    private SecretGrantRequest(AuthorizationGrantType type, Authentication caller, SecretValue secret) {
        super(type, caller, null);
        this.secret = secret;
    }

    SecretValue secret() {
        return secret;
    }

    /** The grant in the request; null if this service does not support its type. */
    static @Nullable Authentication read(HttpServletRequest request) {
        boolean identity = Issuer.current().service() == Issuer.IssuingService.IDENTITY;
        AuthorizationGrantType type = identity ? API_TOKEN : AuthorizationGrantType.REFRESH_TOKEN;
        if (!type.getValue().equals(request.getParameter(OAuth2ParameterNames.GRANT_TYPE))) {
            return null;
        }
        String name = identity ? "api_token" : OAuth2ParameterNames.REFRESH_TOKEN;
        String[] values = request.getParameterValues(name);
        if (values == null || values.length != 1 || values[0].isEmpty()) {
            throw new OAuth2AuthenticationException(
                    new OAuth2Error(OAuth2ErrorCodes.INVALID_REQUEST, "OAuth 2.0 Parameter: " + name, null));
        }
        Authentication caller =
                Objects.requireNonNull(SecurityContextHolder.getContext().getAuthentication());
        return new SecretGrantRequest(type, caller, SecretValue.of(values[0]));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
