package org.tokenapi.referenceserver.security;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.stereotype.Component;
import org.tokenapi.referenceserver.problem.ProblemException;

/** The tenant of the caller, for the operations whose path names none. */
@Component
public final class CurrentTenant {
    CurrentTenant() {}

    /**
     * The tenant that the access token of this request is for.
     *
     * @throws ProblemException with 403, when the token names no tenant
     */
    public String get() {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        if (caller instanceof JwtAuthenticationToken jwt
                && jwt.getToken().getClaims().get(AccessTokens.TENANT_CLAIM) instanceof String tenant) {
            return tenant;
        }
        throw ProblemException.forbidden();
    }
}
