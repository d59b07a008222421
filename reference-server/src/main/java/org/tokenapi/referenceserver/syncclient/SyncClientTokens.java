package org.tokenapi.referenceserver.syncclient;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.tokenapi.referenceserver.TokenApiProperties;
import org.tokenapi.referenceserver.secret.Secret;
import org.tokenapi.referenceserver.security.AccessTokens;
import org.tokenapi.referenceserver.security.SigningKey;

/**
 * Makes the access tokens of sync clients. Their audience is not that of the operations, which so refuse them with 401:
 * a sync client sends users and groups, and does not manage tokens. The one valid token of a client is the one whose hash
 * is stored; an endpoint for sync clients refuses all others.
 */
@Component
final class SyncClientTokens {
    static final String AUDIENCE = "directory-sync";

    private final SigningKey key;
    private final TokenApiProperties properties;

    SyncClientTokens(SigningKey key, TokenApiProperties properties) {
        this.key = key;
        this.properties = properties;
    }

    Secret issue(String tenant, String clientId, Instant now, Instant expires) {
        return Secret.of(key.sign(new JWTClaimsSet.Builder()
                .issuer(properties.issuer())
                .audience(AUDIENCE)
                .subject(clientId)
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(expires))
                .claim(AccessTokens.TENANT_CLAIM, tenant)
                .build()));
    }
}
