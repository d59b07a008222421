package org.tokenapi.referenceserver.schema;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tokenapi.referenceserver.value.Identifiers;
import tools.jackson.databind.JsonNode;

/**
 * A column, the property of the contract that it stores, and the values that an import accepts for it.
 *
 * @param property the name in the contract; {@code owner.id} is the property {@code id} of the object {@code owner}
 * @param name the name of the column
 * @param presence whether a row has a value
 * @param absent the value of a row whose line has none; null unless {@code presence} is {@code DEFAULTED}
 * @param check whether a value of the type is allowed
 * @param rule what a value must be, as the end of a sentence that begins with the property
 */
public record Column<T>(
        String property,
        String name,
        ColumnType<T> type,
        Presence presence,
        @Nullable T absent,
        Predicate<T> check,
        String rule) {
    /** The property that stores the hash of a secret. */
    public static final String SECRET_HASH = "secret_sha256";

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** Whether a row has a value, and where the value comes from. */
    public enum Presence {
        /** A row may have no value. */
        OPTIONAL,
        /** Every line must have a value. */
        REQUIRED,
        /** A row has the default value if its line has none. */
        DEFAULTED,
        /** The import generates a value if the line has none. */
        GENERATED
    }

    /** An optional column with the name of its property, for all values of its type. */
    public static <T> Column<T> of(String name, ColumnType<T> type) {
        return of(name, name, type);
    }

    /** An optional column for all values of its type. */
    public static <T> Column<T> of(String property, String name, ColumnType<T> type) {
        return new Column<>(property, name, type, Presence.OPTIONAL, null, value -> true, "");
    }

    /** An optional text column with the name of its property. */
    public static Column<String> text(String name) {
        return of(name, ColumnType.TEXT);
    }

    /** An optional text column with the name of its property, for text whose length is within these limits. */
    public static Column<String> text(String name, int shortest, int longest) {
        return text(name, name, shortest, longest);
    }

    /** An optional text column for text whose length is within these limits. */
    public static Column<String> text(String property, String name, int shortest, int longest) {
        return of(property, name, ColumnType.TEXT)
                .matching(
                        value -> {
                            int length = value.codePointCount(0, value.length());
                            return length >= shortest && length <= longest;
                        },
                        "must have " + shortest + " to " + longest + " characters");
    }

    /** An optional column with the name of its property, for numbers of at least this value. */
    public static <N extends Number> Column<N> atLeast(long least, String name, ColumnType<N> type) {
        return of(name, type).matching(value -> value.longValue() >= least, "must be at least " + least);
    }

    /** A required column for an identifier, which can be part of a path. */
    public static Column<String> identifier(String name) {
        return text(name).matching(Identifiers::isSound, Identifiers.RULE).required();
    }

    /**
     * The client id of a token or a sync client. No operation stores an id from a request. The limit is below the 2,700
     * bytes or so that an index of PostgreSQL can hold.
     */
    public static Column<String> clientId() {
        return text("client_id", 0, 255);
    }

    /** A column for the hash of a secret. */
    public static Column<String> hash(String name) {
        return of(SECRET_HASH, name, ColumnType.TEXT)
                .matching(value -> SHA256.matcher(value).matches(), "must be 64 lowercase hexadecimal digits");
    }

    /** The same column, but every line must have a value. */
    public Column<T> required() {
        return new Column<>(property, name, type, Presence.REQUIRED, null, check, rule);
    }

    /** The same column, but the import generates a value if a line has none. */
    public Column<T> generated() {
        return new Column<>(property, name, type, Presence.GENERATED, null, check, rule);
    }

    /** The same column, but with a default value. */
    public Column<T> orElse(T value) {
        return new Column<>(property, name, type, Presence.DEFAULTED, value, check, rule);
    }

    /** The same column, but only for values that pass the check. */
    public Column<T> matching(Predicate<T> allowed, String words) {
        return new Column<>(property, name, type, presence, absent, allowed, words);
    }

    /** The value of a row as JSON; null if the row has none. */
    public @Nullable JsonNode json(ResultSet row) throws SQLException {
        T value = type.load(row, name);
        return value == null ? null : type.write(value);
    }

    /** Whether a row may have no value. */
    public boolean isOptional() {
        return presence == Presence.OPTIONAL;
    }
}
