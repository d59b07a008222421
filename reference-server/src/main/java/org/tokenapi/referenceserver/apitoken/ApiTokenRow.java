package org.tokenapi.referenceserver.apitoken;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An API token as it is stored, without the hash of its secret.
 *
 * @param roles a JSON array
 * @param apiTokenTtl minutes
 * @param accessTokenTtl minutes
 * @param status EXPIRED once the expiration date has passed, whatever is stored
 */
record ApiTokenRow(
        String id,
        String suffix,
        @Nullable String clientDisplayName,
        @Nullable String clientId,
        @Nullable String clientType,
        @Nullable String clientUuid,
        String displayName,
        @Nullable String description,
        @Nullable String type,
        @Nullable String subType,
        @Nullable String acct,
        @Nullable String userId,
        @Nullable Boolean userStatus,
        @Nullable String principalName,
        @Nullable String principalStatus,
        @Nullable String roles,
        long apiTokenTtl,
        long accessTokenTtl,
        int maxCountOfUses,
        @Nullable Instant expirationDate,
        @Nullable Instant lastAccessTime,
        Instant createdDate,
        Instant modifiedDate,
        String status) {
    /** The status of a token whose expiration date has passed. */
    static final String EXPIRED = "EXPIRED";
}
