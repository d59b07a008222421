package org.tokenapi.referenceserver.schema;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tokenapi.referenceserver.value.Rfc3339;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Converts values of a type from and to JSON, the criteria of a search, and a column.
 *
 * @param <T> the type of the values in Java
 */
public abstract class ColumnType<T> {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> ROLE_TEXTS = Set.of("value", "display", "type");

    /** ASCII digits only; Java would accept the digits of every script. */
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]+");

    /** Text that every database can store. */
    public static final ColumnType<String> TEXT =
            new ColumnType<>(String.class, Types.VARCHAR, "a string without U+0000 or unpaired surrogates") {
                @Override
                public @Nullable String read(JsonNode json) {
                    return json.isString() && isStorable(json.stringValue()) ? json.stringValue() : null;
                }

                @Override
                @Nullable
                String parse(String text) {
                    return text;
                }

                @Override
                public JsonNode write(String value) {
                    return NODES.stringNode(value);
                }

                @Override
                @Nullable
                String get(ResultSet row, String column) throws SQLException {
                    return row.getString(column);
                }
            };

    /** 64-bit whole numbers. */
    public static final ColumnType<Long> LONG =
            new ColumnType<>(Long.class, Types.BIGINT, "a whole number in the range of int64") {
                @Override
                public @Nullable Long read(JsonNode json) {
                    return json.isIntegralNumber() && json.canConvertToLong() ? (Long) json.longValue() : null;
                }

                @Override
                @Nullable
                Long parse(String text) {
                    return number(text, Long::valueOf);
                }

                @Override
                public JsonNode write(Long value) {
                    return NODES.numberNode(value);
                }

                @Override
                Long get(ResultSet row, String column) throws SQLException {
                    return row.getLong(column);
                }
            };

    /** 32-bit whole numbers. */
    public static final ColumnType<Integer> INTEGER =
            new ColumnType<>(Integer.class, Types.INTEGER, "a whole number in the range of int32") {
                @Override
                public @Nullable Integer read(JsonNode json) {
                    return json.isIntegralNumber() && json.canConvertToInt() ? (Integer) json.intValue() : null;
                }

                @Override
                @Nullable
                Integer parse(String text) {
                    return number(text, Integer::valueOf);
                }

                @Override
                public JsonNode write(Integer value) {
                    return NODES.numberNode(value);
                }

                @Override
                Integer get(ResultSet row, String column) throws SQLException {
                    return row.getInt(column);
                }
            };

    /** Booleans. */
    public static final ColumnType<Boolean> BOOLEAN = new ColumnType<>(Boolean.class, Types.BOOLEAN, "true or false") {
        @Override
        public @Nullable Boolean read(JsonNode json) {
            return json.isBoolean() ? (Boolean) json.booleanValue() : null;
        }

        @Override
        @Nullable
        Boolean parse(String text) {
            return text.equals("true") || text.equals("false") ? Boolean.valueOf(text) : null;
        }

        @Override
        public JsonNode write(Boolean value) {
            return NODES.booleanNode(value);
        }

        @Override
        Boolean get(ResultSet row, String column) throws SQLException {
            return row.getBoolean(column);
        }
    };

    /** Dates, stored as milliseconds since 1970-01-01T00:00:00Z. */
    public static final ColumnType<Instant> DATE =
            new ColumnType<>(Instant.class, Types.BIGINT, "a date and time with an offset, as in RFC 3339") {
                @Override
                public @Nullable Instant read(JsonNode json) {
                    return json.isString() ? parse(json.stringValue()) : null;
                }

                @Override
                @Nullable
                Instant parse(String text) {
                    return Rfc3339.parse(text);
                }

                @Override
                public JsonNode write(Instant value) {
                    return NODES.stringNode(Rfc3339.format(value));
                }

                @Override
                Instant get(ResultSet row, String column) throws SQLException {
                    return Instant.ofEpochMilli(row.getLong(column));
                }

                @Override
                Object stored(Instant value) {
                    return value.toEpochMilli();
                }
            };

    /** Roles, stored as the JSON that was given. */
    public static final ColumnType<String> ROLES =
            new ColumnType<>(
                    String.class,
                    Types.VARCHAR,
                    "an array of objects with the strings value, display, type and the boolean primary") {
                @Override
                public @Nullable String read(JsonNode json) {
                    return json.isArray() && json.valueStream().allMatch(ColumnType::isRole) ? json.toString() : null;
                }

                @Override
                @Nullable
                String parse(String text) {
                    return null;
                }

                @Override
                public JsonNode write(String value) {
                    return JSON.readTree(value);
                }

                @Override
                @Nullable
                String get(ResultSet row, String column) throws SQLException {
                    return row.getString(column);
                }
            };

    private final Class<T> javaType;
    private final int sqlType;
    private final String description;

    private ColumnType(Class<T> javaType, int sqlType, String description) {
        this.javaType = javaType;
        this.sqlType = sqlType;
        this.description = description;
    }

    /** Converts JSON to a value; null if the JSON is not of this type. */
    public abstract @Nullable T read(JsonNode json);

    /** Converts the text of a criterion to a value; null if the text is not of this type. */
    abstract @Nullable T parse(String text);

    /** Converts a value to JSON. */
    public abstract JsonNode write(T value);

    /** Reads the value of a column; the result is undefined if the column is null. */
    abstract @Nullable T get(ResultSet row, String column) throws SQLException;

    /** Converts a value to what the database stores and compares. */
    Object stored(T value) {
        return value;
    }

    /** What a value must be, as the end of a sentence, after "must be". */
    public final String description() {
        return description;
    }

    /** Reads the value of a column; null if the column is null. */
    public final @Nullable T load(ResultSet row, String column) throws SQLException {
        T value = get(row, column);
        return row.wasNull() ? null : value;
    }

    /** Converts the text of a criterion to what the database compares; null if the text is not of this type. */
    public final @Nullable Object comparable(String text) {
        T value = parse(text);
        return value == null ? null : stored(value);
    }

    /** Casts a value to this type. */
    public final T cast(Object value) {
        return javaType.cast(value);
    }

    /** Binds a value of this type, or null, to a parameter. */
    public final void bind(PreparedStatement statement, int parameter, @Nullable Object value) throws SQLException {
        if (value == null) {
            statement.setNull(parameter, sqlType);
        } else {
            statement.setObject(parameter, stored(cast(value)));
        }
    }

    private static <N> @Nullable N number(String text, Function<String, N> read) {
        try {
            return WHOLE_NUMBER.matcher(text).matches() ? read.apply(text) : null;
        } catch (NumberFormatException outOfRange) {
            return null;
        }
    }

    /** U+0000 ends a string in most databases, and an unpaired surrogate can't be encoded in UTF-8. */
    private static boolean isStorable(String text) {
        return text.codePoints().noneMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
    }

    private static boolean isRole(JsonNode role) {
        return role.isObject() && role.properties().stream().allMatch(ColumnType::isRoleProperty);
    }

    private static boolean isRoleProperty(Map.Entry<String, JsonNode> property) {
        JsonNode value = property.getValue();
        return ROLE_TEXTS.contains(property.getKey())
                ? value.isString() && isStorable(value.stringValue())
                : property.getKey().equals("primary") && value.isBoolean();
    }
}
