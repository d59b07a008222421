package org.tokenapi.referenceserver.provisioning;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tokenapi.referenceserver.apitoken.ApiTokenProperty;
import org.tokenapi.referenceserver.audit.ResourceKind;
import org.tokenapi.referenceserver.schema.Column;
import org.tokenapi.referenceserver.schema.ColumnType;

/**
 * The tables that lines are imported into and exported from. The order of the columns is that of the properties in an
 * exported line. A table comes before the tables that refer to it.
 */
enum Table {
    DIRECTORY(ResourceKind.DIRECTORY, List.of(Column.identifier("id"))),

    API_TOKEN(ResourceKind.API_TOKEN, ApiTokenProperty.columns()),

    CLOUD_TOKEN(
            ResourceKind.CLOUD_TOKEN,
            List.of(
                    Column.identifier("id"),
                    Column.text("name").required(),
                    Column.of("expirationTimeUtc", "expiration_time", ColumnType.DATE),
                    Column.of("requireRotation", "require_rotation", ColumnType.BOOLEAN),
                    Column.of("owner.name", "owner_name", ColumnType.TEXT),
                    Column.of("owner.id", "owner_id", ColumnType.TEXT),
                    Column.text("username"),
                    Column.of("userId", "user_id", ColumnType.TEXT),
                    Column.of("orgName", "org_name", ColumnType.TEXT),
                    Column.of("org.id", "org_id", ColumnType.TEXT),
                    Column.text("type", 1, 255).required(),
                    Column.hash("secret_sha256"))),

    SYNC_CLIENT(
            ResourceKind.SYNC_CLIENT,
            List.of(
                    Column.identifier("id"),
                    Column.identifier("directory_id"),
                    Column.of("generate_token", ColumnType.BOOLEAN).orElse(false),
                    Column.atLeast(1, "token_ttl", ColumnType.INTEGER).orElse(262_800),
                    Column.clientId(),
                    Column.hash("credential_sha256")));

    private static final Map<String, Table> BY_NAME = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(table -> table.kind.toString(), table -> table));

    private final ResourceKind kind;
    private final List<Column<?>> columns;

    Table(ResourceKind kind, List<Column<?>> columns) {
        this.kind = kind;
        this.columns = columns;
    }

    static @Nullable Table ofName(String name) {
        return BY_NAME.get(name);
    }

    /** The kind in the audit log; also the name of the table, and the value of {@code kind} in a line. */
    ResourceKind kind() {
        return kind;
    }

    List<Column<?>> columns() {
        return columns;
    }

    /** Whether a line has properties within an object of this name. */
    boolean hasObject(String name) {
        return columns.stream().anyMatch(column -> column.property().startsWith(name + "."));
    }

    /** Takes the tenant and the columns in their order. Changes nothing if the row, or its secret, exists. */
    String insert() {
        return "insert into " + kind + " (tenant, " + columnNames() + ") values (?"
                + String.join("", Collections.nCopies(columns.size(), ", ?")) + ") on conflict do nothing";
    }

    /** All rows of a tenant, ordered by identifier. */
    String select() {
        return "select " + columnNames() + " from " + kind + " where tenant = ? order by id";
    }

    private String columnNames() {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }
}
