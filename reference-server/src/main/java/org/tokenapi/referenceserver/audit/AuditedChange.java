package org.tokenapi.referenceserver.audit;

import java.util.List;

/**
 * A change in the current transaction.
 *
 * @param id the identifier of the resource
 * @param properties the names of the changed properties, as in the contract; empty if the whole resource is added or
 *     removed
 */
public record AuditedChange(String tenant, Action action, ResourceKind kind, String id, List<String> properties) {
    /** Copies the names. */
    public AuditedChange {
        properties = List.copyOf(properties);
    }
}
