package org.tokenapi.referenceserver.audit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change that was made.
 *
 * @param who the claim {@code sub} of the access token, or {@code command:} and the name of the command; null for an
 *     access token without the claim
 * @param action what was done, for example {@code regenerate}
 * @param kind of the thing, for example {@code api_token}
 * @param id of the thing
 * @param requestId null for what was not done by a request, or by one without an identifier
 * @param properties the names of what changed; none for a thing that came or went as a whole
 */
public record AuditEntry(
        Instant time,
        String tenant,
        @Nullable String who,
        String action,
        String kind,
        String id,
        @Nullable String requestId,
        List<String> properties) {
    /** Takes a copy of the names. */
    public AuditEntry {
        properties = List.copyOf(properties);
    }
}
