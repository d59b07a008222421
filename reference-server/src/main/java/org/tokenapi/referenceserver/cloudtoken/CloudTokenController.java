package org.tokenapi.referenceserver.cloudtoken;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;
import org.tokenapi.referenceserver.security.CurrentTenant;
import org.tokenapi.referenceserver.time.Rfc3339;
import org.tokenapi.serverstubs.generated.api.CloudDirectorTokensApi;
import org.tokenapi.serverstubs.generated.model.EntityReference;
import org.tokenapi.serverstubs.generated.model.Token;

/** Tokens of Cloud Director over HTTP. Not final: the proxy that validates the parameters extends it. */
@RestController
class CloudTokenController implements CloudDirectorTokensApi {
    private final CloudTokenService tokens;
    private final CurrentTenant tenant;

    CloudTokenController(CloudTokenService tokens, CurrentTenant tenant) {
        this.tokens = tokens;
        this.tenant = tenant;
    }

    @Override
    public ResponseEntity<Token> updateToken(String id, Token token) {
        return ResponseEntity.ok(media(tokens.update(tenant.get(), id, token)));
    }

    /** The secret stays out: of it there is only a hash. */
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
