package org.tokenapi.referenceserver.schema;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tokenapi.referenceserver.value.Identifiers;
import tools.jackson.databind.JsonNode;

/**
 * A column, the property of the contract that it stores, and the values that an import may bring.
 *
 * @param property the name in the contract; {@code owner.id} is the property {@code id} of the object {@code owner}
 * @param name of the column
 * @param presence whether a row has a value
 * @param absent what is stored if a line has no value; null unless {@code presence} is {@code DEFAULTED}
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

    /** Whether a row has a value, and whose task it is to give one. */
    public enum Presence {
        /** A row may have none. */
        OPTIONAL,
        /** Each line of an import has one. */
        REQUIRED,
        /** A row has the default if the line has none. */
        DEFAULTED,
        /** The import makes one if the line has none. */
        GENERATED
    }

    /** An optional column that is named as its property and takes all values of its type. */
    public static <T> Column<T> of(String name, ColumnType<T> type) {
        return of(name, name, type);
    }

    /** An optional column that takes all values of its type. */
    public static <T> Column<T> of(String property, String name, ColumnType<T> type) {
        return new Column<>(property, name, type, Presence.OPTIONAL, null, value -> true, "");
    }

    /** An optional column of text that is named as its property. */
    public static Column<String> text(String name) {
        return of(name, ColumnType.TEXT);
    }

    /** The same, for text of so many characters. */
    public static Column<String> text(String name, int shortest, int longest) {
        return text(name, name, shortest, longest);
    }

    /** An optional column of text of so many characters. */
    public static Column<String> text(String property, String name, int shortest, int longest) {
        return of(property, name, ColumnType.TEXT)
                .matching(
                        value -> {
                            int length = value.codePointCount(0, value.length());
                            return length >= shortest && length <= longest;
                        },
                        "must have " + shortest + " to " + longest + " characters");
    }

    /** An optional column of numbers that is named as its property. */
    public static <N extends Number> Column<N> atLeast(long least, String name, ColumnType<N> type) {
        return of(name, type).matching(value -> value.longValue() >= least, "must be at least " + least);
    }

    /** A column with the name of a thing that can stand in a path. */
    public static Column<String> identifier(String name) {
        return text(name).matching(Identifiers::isSound, Identifiers.RULE).required();
    }

    /**
     * The client id of a token or a sync client. No operation stores an id from a request, and an index of PostgreSQL
     * takes no text longer than about 2,700 bytes.
     */
    public static Column<String> clientId() {
        return text("client_id", 0, 255);
    }

    /** The hash of a secret, in this column. */
    public static Column<String> hash(String name) {
        return of(SECRET_HASH, name, ColumnType.TEXT)
                .matching(value -> SHA256.matcher(value).matches(), "must be 64 digits of 0 to 9 and a to f");
    }

    /** The same, with a value in each line. */
    public Column<T> required() {
        return new Column<>(property, name, type, Presence.REQUIRED, null, check, rule);
    }

    /** The same, with a value that the import makes where a line has none. */
    public Column<T> generated() {
        return new Column<>(property, name, type, Presence.GENERATED, null, check, rule);
    }

    /** The same, with this value where a line has none. */
    public Column<T> orElse(T value) {
        return new Column<>(property, name, type, Presence.DEFAULTED, value, check, rule);
    }

    /** The same, for the allowed values only. */
    public Column<T> matching(Predicate<T> allowed, String words) {
        return new Column<>(property, name, type, presence, absent, allowed, words);
    }

    /** The value of a row in JSON; null if it has none. */
    public @Nullable JsonNode json(ResultSet row) throws SQLException {
        T value = type.load(row, name);
        return value == null ? null : type.write(value);
    }

    /** Whether a row may have no value. */
    public boolean isOptional() {
        return presence == Presence.OPTIONAL;
    }
}
