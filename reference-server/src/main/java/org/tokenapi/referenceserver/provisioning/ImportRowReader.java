package org.tokenapi.referenceserver.provisioning;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tokenapi.referenceserver.schema.Column;
import org.tokenapi.referenceserver.schema.ColumnType;
import org.tokenapi.referenceserver.value.Identifiers;
import org.tokenapi.referenceserver.value.Rfc3339;
import org.tokenapi.referenceserver.value.SecretValue;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads lines and collects all of their violations. No message contains a value, which may be a secret. */
final class ImportRowReader {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final String KIND = "kind";
    private static final String TENANT = "tenant";
    private static final String EXPIRATION = "expiration_date";
    private static final String SUFFIX = "token_suffix";
    private static final String HASH = Column.SECRET_HASH;

    private final @Nullable String onlyTenant;
    private final @Nullable SecretFile secrets;
    private final InvalidLinesException bad;
    private final SecureRandom random;
    private final Instant now;

    /**
     * A reader of lines.
     *
     * @param onlyTenant the tenant of lines that name none, and the only one that lines may name; null if each line
     *     must name its tenant
     * @param secrets receives the generated secrets; null to discard them
     * @param bad receives the violations
     */
    ImportRowReader(
            @Nullable String onlyTenant,
            @Nullable SecretFile secrets,
            InvalidLinesException bad,
            SecureRandom random,
            Instant now) {
        this.onlyTenant = onlyTenant;
        this.secrets = secrets;
        this.bad = bad;
        this.random = random;
        this.now = now;
    }

    /** The row that the line describes; null if the line is invalid or blank. */
    @Nullable
    ImportRow read(LineReader.Line line) {
        String text = line.text();
        if (text == null) {
            bad.add(line.number(), "", line.rule());
            return null;
        }
        return text.isBlank() ? null : read(line.number(), text);
    }

    private @Nullable ImportRow read(long line, String text) {
        JsonNode json;
        try {
            json = JSON.readTree(text);
        } catch (JacksonException quoting) {
            TokenStreamLocation place = quoting.getLocation();
            // An error about a limit of the parser, such as the depth, has no location.
            bad.add(line, "", "is not valid JSON" + (place == null ? "" : " at column " + place.getColumnNr()));
            return null;
        }
        if (!(json instanceof ObjectNode given)) {
            bad.add(line, "", "must be a JSON object");
            return null;
        }
        long before = bad.count();
        boolean tellsExpiration = given.has(EXPIRATION);
        JsonNode kind = given.remove(KIND);
        Table table = kind != null && kind.isString() ? Table.ofName(kind.stringValue()) : null;
        if (table == null) {
            bad.add(line, KIND, "must be directory, api_token, cloud_token or sync_client");
            return null;
        }
        String tenant = tenant(line, given.remove(TENANT));
        Map<String, Object> values = values(line, table, given);
        refuseOthers(line, table, given);
        String partner = partnerOfHash(table);
        if (values.containsKey(HASH) != values.containsKey(partner)) {
            bad.add(line, partner, "must be given if, and only if, " + HASH + " is");
        }
        if (bad.count() > before) {
            return null;
        }
        ImportRow row = new ImportRow(line, table, tenant, values);
        complete(row, tellsExpiration);
        return row;
    }

    /** The property without which a secret is of no use; the hash itself if there is none. */
    private static String partnerOfHash(Table table) {
        return switch (table) {
            case API_TOKEN -> SUFFIX;
            case SYNC_CLIENT -> "client_id";
            case DIRECTORY, CLOUD_TOKEN -> HASH;
        };
    }

    /** Removes the value of a column from the line. A dot in a property separates the object from its property. */
    private static @Nullable JsonNode take(ObjectNode line, Column<?> column) {
        String name = column.property();
        int dot = name.indexOf('.');
        if (dot < 0) {
            return line.remove(name);
        }
        return line.get(name.substring(0, dot)) instanceof ObjectNode within
                ? within.remove(name.substring(dot + 1))
                : null;
    }

    private void refuseOthers(long line, Table table, ObjectNode left) {
        left.properties().forEach(property -> {
            String name = property.getKey();
            if (!table.hasObject(name)) {
                bad.add(line, name, "is not a property of " + table.kind());
            } else if (property.getValue() instanceof ObjectNode within) {
                within.propertyNames()
                        .forEach(
                                unknown -> bad.add(line, name + "." + unknown, "is not a property of " + table.kind()));
            } else {
                bad.add(line, name, "must be an object");
            }
        });
    }

    private String tenant(long line, @Nullable JsonNode given) {
        if (given == null || given.isNull()) {
            if (onlyTenant == null) {
                bad.add(line, TENANT, "is required unless --tenant is given");
            }
            return onlyTenant == null ? "" : onlyTenant;
        }
        String tenant = ColumnType.TEXT.read(given);
        if (tenant == null || !Identifiers.isSound(tenant)) {
            bad.add(line, TENANT, Identifiers.RULE);
            return "";
        }
        if (onlyTenant != null && !onlyTenant.equals(tenant)) {
            bad.add(line, TENANT, "must equal --tenant");
        }
        return tenant;
    }

    /** Takes the values of all columns of the table. */
    private Map<String, Object> values(long line, Table table, ObjectNode given) {
        Map<String, Object> values = new HashMap<>();
        for (Column<?> column : table.columns()) {
            JsonNode json = take(given, column);
            if (json != null && !json.isNull()) {
                read(line, column, json, values);
            } else if (column.presence() == Column.Presence.REQUIRED) {
                bad.add(line, column.property(), "is required");
            } else if (column.presence() == Column.Presence.DEFAULTED) {
                values.put(column.property(), Objects.requireNonNull(column.absent()));
            }
        }
        return values;
    }

    private <T> void read(long line, Column<T> column, JsonNode json, Map<String, Object> values) {
        T value = column.type().read(json);
        if (value == null) {
            bad.add(line, column.property(), "must be " + column.type().description());
        } else if (!column.check().test(value)) {
            bad.add(line, column.property(), column.rule());
        } else {
            values.put(column.property(), value);
        }
    }

    /** Adds what the server would have stored if it had created the resource now. */
    private void complete(ImportRow row, boolean tellsExpiration) {
        Map<String, Object> values = row.values();
        if (row.table() == Table.API_TOKEN) {
            values.putIfAbsent("created_date", now);
            values.putIfAbsent("modified_date", now);
            if (!values.containsKey(HASH)) {
                SecretValue secret = SecretValue.generate(SecretValue.API_TOKEN, random);
                values.put(SUFFIX, secret.suffix());
                keep(row, secret);
                if (!tellsExpiration) {
                    values.put(EXPIRATION, Rfc3339.plusMinutes(now, (Long) values.get("api_token_ttl")));
                }
            }
        } else if (row.table() == Table.CLOUD_TOKEN
                && secrets != null
                && !values.containsKey(HASH)
                && row.text("type").equals("REFRESH")) {
            // A refresh token may have no secret, so one is generated only if it will be known.
            keep(row, SecretValue.generate("", random));
        }
    }

    private void keep(ImportRow row, SecretValue secret) {
        row.values().put(HASH, secret.sha256());
        if (secrets != null) {
            secrets.add(row, secret);
        }
    }
}
