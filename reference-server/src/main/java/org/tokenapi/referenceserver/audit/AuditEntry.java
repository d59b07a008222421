package org.tokenapi.referenceserver.audit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the audit log: one change.
 *
 * @param who the claim {@code sub} of the access token, or {@code command:} and the name of the command; null if the
 *     access token has no such claim
 * @param action what the change did, for example {@code regenerate}
 * @param kind the kind of resource, for example {@code api_token}
 * @param id the identifier of the resource
 * @param requestId null if no request made the change, or the request had no identifier
 * @param properties the names of the changed properties; empty if the whole resource was added or removed
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
    /** Copies the names. */
    public AuditEntry {
        properties = List.copyOf(properties);
    }
}
