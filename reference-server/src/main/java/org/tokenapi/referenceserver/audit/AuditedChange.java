package org.tokenapi.referenceserver.audit;

import java.util.List;

/**
 * A change that is made in the transaction that is under way.
 *
 * @param id of the thing
 * @param properties the names, as in the contract, of what changed; none for a thing that came or went as a whole
 */
public record AuditedChange(String tenant, Action action, ResourceKind kind, String id, List<String> properties) {
    /** Takes a copy of the names. */
    public AuditedChange {
        properties = List.copyOf(properties);
    }
}
