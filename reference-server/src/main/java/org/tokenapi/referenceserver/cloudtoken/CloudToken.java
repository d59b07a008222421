package org.tokenapi.referenceserver.cloudtoken;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A Cloud Director token as it is stored, without its secret.
 *
 * @param expires null if the token does not expire
 * @param requireRotation null if the token is not a refresh token
 */
record CloudToken(
        String id,
        String name,
        @Nullable Instant expires,
        @Nullable Boolean requireRotation,
        @Nullable String ownerId,
        @Nullable String ownerName,
        @Nullable String username,
        @Nullable String userId,
        @Nullable String orgId,
        @Nullable String orgName,
        String type) {
    static final String REFRESH = "REFRESH";

    CloudToken with(String newName, @Nullable Instant newExpires, @Nullable Boolean newRequireRotation) {
        return new CloudToken(
                id,
                newName,
                newExpires,
                newRequireRotation,
                ownerId,
                ownerName,
                username,
                userId,
                orgId,
                orgName,
                type);
    }
}
