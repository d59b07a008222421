package org.tokenapi.referenceserver.provisioning;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tokenapi.referenceserver.audit.Kind;

/**
 * What a line can be: the table that it is a row of, and its properties in the order in which they are written. Names of
 * tables and columns get into SQL from here and from nowhere else. A table comes before those that refer to it.
 */
enum Table {
    DIRECTORY(Kind.DIRECTORY, identifier("id")),

    API_TOKEN(
            Kind.API_TOKEN,
            identifier("id"),
            Property.of("client_display_name", Type.TEXT),
            clientId(),
            Property.of("client_type", Type.TEXT),
            Property.of("client_uuid", Type.TEXT),
            Property.of("token_display_name", Type.TEXT).text(3, 255).required(),
            Property.of("token_description", Type.TEXT).text(0, 4000),
            Property.of("token_type", Type.TEXT),
            Property.of("token_sub_type", Type.TEXT),
            Property.of("api_token_ttl", Type.LONG).atLeast(1).required(),
            Property.of("access_token_ttl", Type.LONG).atLeast(1).required(),
            Property.of("max_count_of_uses", Type.INTEGER)
                    .matching(value -> value.equals(1) || value.equals(-1), "must be 1 or -1")
                    .orElse(-1),
            Property.of("acct", Type.TEXT),
            Property.of("user_id", Type.TEXT),
            Property.of("user_status", Type.BOOLEAN),
            Property.of("principal_name", Type.TEXT),
            Property.of("principal_status", Type.TEXT),
            Property.of("roles", Type.ROLES),
            Property.of("token_status", "stored_status", Type.TEXT).text(1, 255).orElse("ACTIVE"),
            Property.of("expiration_date", Type.DATE),
            Property.of("last_access_time", Type.DATE),
            // Without them: the time of the import.
            Property.of("created_date", Type.DATE),
            Property.of("modified_date", Type.DATE),
            Property.of("use_count", Type.INTEGER).atLeast(0).orElse(0),
            Property.of("token_suffix", Type.TEXT).text(1, 255),
            hash()),

    CLOUD_TOKEN(
            Kind.CLOUD_TOKEN,
            identifier("id"),
            Property.of("name", Type.TEXT).required(),
            Property.of("expirationTimeUtc", "expiration_time", Type.DATE),
            Property.of("requireRotation", "require_rotation", Type.BOOLEAN),
            Property.of("owner.name", "owner_name", Type.TEXT),
            Property.of("owner.id", "owner_id", Type.TEXT),
            Property.of("username", Type.TEXT),
            Property.of("userId", "user_id", Type.TEXT),
            Property.of("orgName", "org_name", Type.TEXT),
            Property.of("org.id", "org_id", Type.TEXT),
            Property.of("type", Type.TEXT).text(1, 255).required(),
            hash()),

    SYNC_CLIENT(
            Kind.SYNC_CLIENT,
            identifier("id"),
            identifier("directory_id"),
            Property.of("generate_token", Type.BOOLEAN).orElse(false),
            Property.of("token_ttl", Type.INTEGER).atLeast(1).orElse(262_800),
            clientId(),
            Property.of(Names.HASH, "credential_sha256", Type.TEXT).matching(Names::isHash, Names.HASH_RULE));

    /** What several tables have in common; an enum's own constants are not there yet when its values are made. */
    static final class Names {
        static final String HASH = "secret_sha256";

        private static final String HASH_RULE = "must be 64 digits of 0 to 9 and a to f";
        private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

        private Names() {}

        private static boolean isHash(Object value) {
            return SHA256.matcher((String) value).matches();
        }
    }

    private static final Map<String, Table> BY_NAME = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(table -> table.kind.toString(), table -> table));

    private final Kind kind;
    private final List<Property> properties;

    Table(Kind kind, Property... properties) {
        this.kind = kind;
        this.properties = List.of(properties);
    }

    private static Property identifier(String name) {
        return Property.of(name, Type.TEXT)
                .matching(value -> Identifiers.isSound((String) value), Identifiers.RULE)
                .required();
    }

    /** No operation stores another one than its own, and an index of PostgreSQL takes no longer text than some 2,700 bytes. */
    private static Property clientId() {
        return Property.of("client_id", Type.TEXT).text(0, 255);
    }

    private static Property hash() {
        return Property.of(Names.HASH, Type.TEXT).matching(Names::isHash, Names.HASH_RULE);
    }

    static @Nullable Table ofName(String name) {
        return BY_NAME.get(name);
    }

    /** What the audit calls a row; the name in the lines, and that of the table. */
    Kind kind() {
        return kind;
    }

    List<Property> properties() {
        return properties;
    }

    /** Whether properties are in an object of this name. */
    boolean hasObject(String name) {
        return properties.stream().anyMatch(property -> property.name().startsWith(name + "."));
    }

    /** Takes the tenant and the properties in their order. Changes nothing where the row, or its secret, is there. */
    String insert() {
        return "insert into " + kind + " (tenant, " + columns() + ") values (?"
                + String.join("", Collections.nCopies(properties.size(), ", ?")) + ") on conflict do nothing";
    }

    /** All rows of a tenant, with the properties in their order. */
    String select() {
        return "select " + columns() + " from " + kind + " where tenant = ? order by id";
    }

    private String columns() {
        return properties.stream().map(Property::column).collect(Collectors.joining(", "));
    }
}
