package org.tokenapi.referenceserver.cloudtoken;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.RestController;
import org.tokenapi.referenceserver.problem.ProblemException;
import org.tokenapi.referenceserver.security.AccessTokens;
import org.tokenapi.referenceserver.value.Rfc3339;
import org.tokenapi.serverstubs.generated.api.CloudDirectorTokensApi;
import org.tokenapi.serverstubs.generated.model.EntityReference;
import org.tokenapi.serverstubs.generated.model.Token;

/** The operation of Cloud Director tokens. Not final, because the proxy that validates parameters extends it. */
@RestController
class CloudTokenController implements CloudDirectorTokensApi {
    private final CloudTokenService tokens;

    CloudTokenController(CloudTokenService tokens) {
        this.tokens = tokens;
    }

    @Override
    public ResponseEntity<Token> updateToken(String id, Token token) {
        return ResponseEntity.ok(media(tokens.update(tenant(), id, token)));
    }

    /** The tenant of the access token; the path has none. */
    private static String tenant() {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        if (caller instanceof JwtAuthenticationToken jwt
                && jwt.getToken().getClaims().get(AccessTokens.TENANT_CLAIM) instanceof String tenant) {
            return tenant;
        }
        throw ProblemException.forbidden();
    }

    /** Maps a token, without the secret, which is not stored. */
    private static Token media(CloudToken token) {
        Instant expires = token.expires();
        return new Token(token.id(), token.name())
                .expirationTimeUtc(expires == null ? null : Rfc3339.utc(expires))
                .requireRotation(token.requireRotation())
                .owner(reference(token.ownerId(), token.ownerName()))
                .username(token.username())
                .userId(token.userId())
                .orgName(token.orgName())
                .org(reference(token.orgId(), token.orgName()))
                .type(token.type());
    }

    private static @Nullable EntityReference reference(@Nullable String id, @Nullable String name) {
        return id == null ? null : new EntityReference().id(id).name(name);
    }
}
