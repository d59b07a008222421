package org.tokenapi.referenceserver.provisioning;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tokenapi.referenceserver.audit.Action;
import org.tokenapi.referenceserver.audit.Change;

/**
 * A line that is sound, as it will be stored.
 *
 * @param line its number
 * @param values by the names of the properties; absent ones are stored as null
 */
record Row(long line, Table table, String tenant, Map<String, Object> values) {

    @Nullable
    Object value(Property property) {
        return values.get(property.name());
    }

    String text(String property) {
        return (String) Objects.requireNonNull(values.get(property));
    }

    String id() {
        return text("id");
    }

    Change change() {
        return new Change(tenant, Action.IMPORT, table.kind(), id(), List.of());
    }

    /** Only what tells it from others: among the values is a hash. */
    @Override
    public String toString() {
        return "Row[line " + line + "]";
    }
}
