package org.tokenapi.referenceserver.security;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.tokenapi.referenceserver.TokenApiProperties;

/**
 * Makes access tokens, as a token endpoint would. For the printed token, for tests and tools: whoever
 * has the running application can get it from there.
 *
 * <pre>{@code
 * String token = context.getBean(AccessTokens.class).issue("CUSTOMER");
 * }</pre>
 */
@Component
public final class AccessTokens {
    /** The claim that names the tenant. A token is for one tenant. */
    public static final String TENANT_CLAIM = "tenant";

    /** The claim {@code scope} that allows the operations. Without it they answer 403. */
    public static final String SCOPE = "token-management";

    /** How long a token lives when nobody says otherwise. */
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

    /** A token that allows every operation of this tenant for {@link #DEFAULT_LIFE}. */
    public String issue(String tenant) {
        return issue(tenant, DEFAULT_LIFE);
    }

    /**
     * A token that allows every operation of this tenant.
     *
     * @param life how long, in whole seconds; zero or less makes a token that expired that long ago
     */
    public String issue(String tenant, Duration life) {
        return key.sign(claims(tenant, ADMINISTRATOR, properties.audience(), life)
                .claim("scope", SCOPE)
                .build());
    }

    /** A token that is valid and allows nothing: every operation answers it with 403. */
    public String issueWithoutScope(String tenant) {
        return key.sign(claims(tenant, ADMINISTRATOR, properties.audience(), DEFAULT_LIFE)
                .build());
    }

    /**
     * A token for a sync client. Its audience is not that of the operations, which so refuse it with 401: a sync client
     * sends users and groups, and does not manage tokens.
     */
    public String issueForSyncClient(String tenant, String clientId, Duration life) {
        return key.sign(claims(tenant, clientId, SYNC_AUDIENCE, life).build());
    }

    private JWTClaimsSet.Builder claims(String tenant, String subject, String audience, Duration life) {
        Instant now = clock.instant();
        Instant expires = now.plus(life);
        Instant begins = life.isNegative() || life.isZero() ? expires.minus(DEFAULT_LIFE) : now;
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
