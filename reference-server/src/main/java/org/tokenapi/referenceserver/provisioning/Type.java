package org.tokenapi.referenceserver.provisioning;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tokenapi.referenceserver.value.Rfc3339;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** How a property is written in JSON, and how it is stored. */
enum Type {
    TEXT(Types.VARCHAR, "must be a string without U+0000 and half surrogate pairs") {
        @Override
        @Nullable
        Object read(JsonNode value) {
            return value.isString() && isStorable(value.stringValue()) ? value.stringValue() : null;
        }

        @Override
        JsonNode write(ResultSet row, int column) throws SQLException {
            return NODES.stringNode(row.getString(column));
        }
    },

    LONG(Types.BIGINT, "must be a whole number in the range of int64") {
        @Override
        @Nullable
        Object read(JsonNode value) {
            return value.isIntegralNumber() && value.canConvertToLong() ? (Long) value.longValue() : null;
        }

        @Override
        JsonNode write(ResultSet row, int column) throws SQLException {
            return NODES.numberNode(row.getLong(column));
        }
    },

    INTEGER(Types.INTEGER, "must be a whole number in the range of int32") {
        @Override
        @Nullable
        Object read(JsonNode value) {
            return value.isIntegralNumber() && value.canConvertToInt() ? (Integer) value.intValue() : null;
        }

        @Override
        JsonNode write(ResultSet row, int column) throws SQLException {
            return NODES.numberNode(row.getInt(column));
        }
    },

    BOOLEAN(Types.BOOLEAN, "must be true or false") {
        @Override
        @Nullable
        Object read(JsonNode value) {
            return value.isBoolean() ? (Boolean) value.booleanValue() : null;
        }

        @Override
        JsonNode write(ResultSet row, int column) throws SQLException {
            return NODES.booleanNode(row.getBoolean(column));
        }
    },

    DATE(Types.BIGINT, "must be a date and time with an offset, as in RFC 3339") {
        @Override
        @Nullable
        Object read(JsonNode value) {
            Instant instant = value.isString() ? Rfc3339.parse(value.stringValue()) : null;
            return instant == null ? null : (Long) instant.toEpochMilli();
        }

        @Override
        JsonNode write(ResultSet row, int column) throws SQLException {
            return NODES.stringNode(Rfc3339.format(Instant.ofEpochMilli(row.getLong(column))));
        }
    },

    /** Stored as they are written. */
    ROLES(
            Types.VARCHAR,
            "must be an array of objects with the strings value, display, type and the truth value primary") {
        @Override
        @Nullable
        Object read(JsonNode value) {
            if (!value.isArray()) {
                return null;
            }
            for (JsonNode role : value) {
                if (!role.isObject() || !role.properties().stream().allMatch(Type::isRoleProperty)) {
                    return null;
                }
            }
            return value.toString();
        }

        @Override
        JsonNode write(ResultSet row, int column) throws SQLException {
            return JSON.readTree(row.getString(column));
        }
    };

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> ROLE_TEXTS = Set.of("value", "display", "type");

    private final int sqlType;
    private final String rule;

    Type(int sqlType, String rule) {
        this.sqlType = sqlType;
        this.rule = rule;
    }

    /** What is stored for a value; null when it is none of this type. */
    abstract @Nullable Object read(JsonNode value);

    /** What is stored in this column, which is not null. */
    abstract JsonNode write(ResultSet row, int column) throws SQLException;

    /** What a value must be. */
    String rule() {
        return rule;
    }

    void bind(PreparedStatement statement, int parameter, @Nullable Object value) throws SQLException {
        if (value == null) {
            statement.setNull(parameter, sqlType);
        } else {
            statement.setObject(parameter, value);
        }
    }

    /** U+0000 ends a text in most databases, and half a surrogate pair has no UTF-8. */
    private static boolean isStorable(String text) {
        return text.codePoints().noneMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
    }

    private static boolean isRoleProperty(Map.Entry<String, JsonNode> property) {
        JsonNode value = property.getValue();
        return ROLE_TEXTS.contains(property.getKey())
                ? value.isString() && isStorable(value.stringValue())
                : property.getKey().equals("primary") && value.isBoolean();
    }
}
