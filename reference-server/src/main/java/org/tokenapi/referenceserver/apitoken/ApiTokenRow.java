package org.tokenapi.referenceserver.apitoken;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** An API token as it is stored, without the hash of its secret. */
final class ApiTokenRow {
    /** The status of a token from its expiration date on. */
    static final String EXPIRED = "EXPIRED";

    private final Map<ApiTokenProperty, Object> values = new EnumMap<>(ApiTokenProperty.class);

    /** Reads the current row of the result set, whose columns have the names of the properties. */
    ApiTokenRow(ResultSet row) throws SQLException {
        for (ApiTokenProperty property : ApiTokenProperty.values()) {
            if (property != ApiTokenProperty.SECRET_SHA256) {
                Object value = property.column().type().load(row, property.key());
                if (value != null) {
                    values.put(property, value);
                }
            }
        }
    }

    /** Calls the action for each property that has a value. */
    void forEach(BiConsumer<ApiTokenProperty, Object> action) {
        values.forEach(action);
    }

    /** The value of a property; null if it has none. */
    @Nullable
    Object get(ApiTokenProperty property) {
        return values.get(property);
    }

    String id() {
        return required(ApiTokenProperty.ID, String.class);
    }

    /** EXPIRED from the expiration date on, whatever is stored. */
    String status() {
        return required(ApiTokenProperty.TOKEN_STATUS, String.class);
    }

    @Nullable
    String principalStatus() {
        return (String) get(ApiTokenProperty.PRINCIPAL_STATUS);
    }

    @Nullable
    Boolean userStatus() {
        return (Boolean) get(ApiTokenProperty.USER_STATUS);
    }

    /** In minutes. */
    long apiTokenTtl() {
        return required(ApiTokenProperty.API_TOKEN_TTL, Long.class);
    }

    /** In minutes. */
    long accessTokenTtl() {
        return required(ApiTokenProperty.ACCESS_TOKEN_TTL, Long.class);
    }

    int maxCountOfUses() {
        return required(ApiTokenProperty.MAX_COUNT_OF_USES, Integer.class);
    }

    @Nullable
    Instant lastAccessTime() {
        return (Instant) get(ApiTokenProperty.LAST_ACCESS_TIME);
    }

    private <T> T required(ApiTokenProperty property, Class<T> type) {
        return type.cast(Objects.requireNonNull(values.get(property), property::key));
    }
}
