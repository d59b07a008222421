package org.tokenapi.referenceserver.security;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.tokenapi.referenceserver.settings.TokenApiProperties;
import org.tokenapi.referenceserver.value.Rfc3339;

/**
 * Issues access tokens: for the token endpoint, the start message, tests and tools. Get it from a running application:
 *
 * <pre>{@code
 * String token = context.getBean(AccessTokens.class).issue("CUSTOMER");
 * }</pre>
 */
@Component
public final class AccessTokens {
    /** The claim that names the tenant. An access token is for one tenant. */
    public static final String TENANT_CLAIM = "tenant";

    /** The value of the claim {@code scope} that allows all operations. Without it the response is 403. */
    public static final String SCOPE = "token-management";

    /** The value of the claim {@code scope} that allows the operation of Cloud Director only. */
    public static final String CLOUD_SCOPE = "cloud-token-management";

    /** The value of the claim {@code scope} of sync clients, which allows no operation. */
    public static final String SYNC_SCOPE = "directory-sync";

    /** The default lifetime. */
    public static final Duration DEFAULT_LIFE = Duration.ofHours(12);

    private static final String ADMINISTRATOR = "administrator";
    private static final String SYNC_AUDIENCE = "directory-sync";

    private final SigningKey key;
    private final TokenApiProperties properties;
    private final Clock clock;

    AccessTokens(SigningKey key, TokenApiProperties properties, Clock clock) {
        this.key = key;
        this.properties = properties;
        this.clock = clock;
    }

    /** Issues a token that allows every operation of this tenant for {@link #DEFAULT_LIFE}. */
    public String issue(String tenant) {
        return issue(tenant, DEFAULT_LIFE);
    }

    /**
     * Issues a token that allows every operation of this tenant.
     *
     * @param life the lifetime in whole seconds; zero or less issues a token that expired that long ago
     */
    public String issue(String tenant, Duration life) {
        return key.sign(claims(tenant, ADMINISTRATOR, properties.audience(), life)
                .claim("scope", SCOPE)
                .build());
    }

    /** Issues a valid token that allows nothing: every operation responds to it with 403. */
    public String issueWithoutScope(String tenant) {
        return key.sign(claims(tenant, ADMINISTRATOR, properties.audience(), DEFAULT_LIFE)
                .build());
    }

    /**
     * Issues a token for a sync client. Operations reject it with 401 because of its audience: a sync client sends
     * users and groups, and does not manage tokens.
     */
    public String issueForSyncClient(String tenant, String clientId, Duration life) {
        return key.sign(claims(tenant, clientId, SYNC_AUDIENCE, life).build());
    }

    /**
     * An access token of the token endpoint.
     *
     * @param id the claim {@code jti}
     * @param token the token in compact form
     */
    public record IssuedToken(String id, String token, Instant issuedAt, Instant expiresAt) {
        /** Does not include the token. */
        @Override
        public String toString() {
            return "IssuedToken[" + id + ", *, " + issuedAt + ", " + expiresAt + "]";
        }
    }

    /**
     * Issues a token of the token endpoint.
     *
     * @param issuer the issuer whose metadata name the key that verifies the token
     * @param subject the owner of the token
     * @param scope {@link #SCOPE}, {@link #CLOUD_SCOPE} or {@link #SYNC_SCOPE}
     * @param minutes the lifetime; limited by the last date of RFC 3339
     */
    public IssuedToken issue(String issuer, String tenant, String subject, String scope, long minutes) {
        Instant now = clock.instant();
        Instant expires = now.plusSeconds(
                Math.min(minutes, Duration.between(now, Rfc3339.LAST).toMinutes()) * 60);
        String audience = scope.equals(SYNC_SCOPE) ? SYNC_AUDIENCE : properties.audience();
        JWTClaimsSet claims = claims(tenant, subject, audience, now, expires)
                .issuer(issuer)
                .claim("scope", scope)
                .build();
        return new IssuedToken(claims.getJWTID(), key.sign(claims), now, expires);
    }

    private JWTClaimsSet.Builder claims(String tenant, String subject, String audience, Duration life) {
        Instant now = clock.instant();
        Instant expires = now.plus(life);
        Instant begins = life.isNegative() || life.isZero() ? expires.minus(DEFAULT_LIFE) : now;
        return claims(tenant, subject, audience, begins, expires);
    }

    private JWTClaimsSet.Builder claims(
            String tenant, String subject, String audience, Instant begins, Instant expires) {
        return new JWTClaimsSet.Builder()
                .issuer(properties.issuer())
                .audience(audience)
                .subject(subject)
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(begins))
                .notBeforeTime(Date.from(begins))
                .expirationTime(Date.from(expires))
                .claim(TENANT_CLAIM, tenant);
    }
}
