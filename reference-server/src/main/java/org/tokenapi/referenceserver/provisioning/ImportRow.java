package org.tokenapi.referenceserver.provisioning;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tokenapi.referenceserver.audit.Action;
import org.tokenapi.referenceserver.audit.AuditedChange;
import org.tokenapi.referenceserver.schema.Column;

/**
 * The row that a valid line describes.
 *
 * @param line the number of the line
 * @param values the values by the names of their properties; a property without a value is stored as null
 */
record ImportRow(long line, Table table, String tenant, Map<String, Object> values) {

    @Nullable
    Object value(Column<?> column) {
        return values.get(column.property());
    }

    String text(String property) {
        return (String) Objects.requireNonNull(values.get(property));
    }

    String id() {
        return text("id");
    }

    AuditedChange change() {
        return new AuditedChange(tenant, Action.IMPORT, table.kind(), id(), List.of());
    }

    /** Only the number of the line: the values include the hash of a secret. */
    @Override
    public String toString() {
        return "ImportRow[line " + line + "]";
    }
}
