package org.tokenapi.referenceserver.apitoken;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tokenapi.referenceserver.value.Rfc3339;

/** The properties that a search can be about. Column names get into SQL from here and from nowhere else. */
enum TokenProperty {
    ID("id", Type.TEXT),
    CLIENT_DISPLAY_NAME("client_display_name", Type.TEXT),
    CLIENT_ID("client_id", Type.TEXT),
    CLIENT_TYPE("client_type", Type.TEXT),
    TOKEN_DISPLAY_NAME("token_display_name", Type.TEXT),
    TOKEN_TYPE("token_type", Type.TEXT),
    TOKEN_SUB_TYPE("token_sub_type", Type.TEXT),
    TOKEN_SUFFIX("token_suffix", Type.TEXT),
    API_TOKEN_TTL("api_token_ttl", Type.NUMBER),
    ACCESS_TOKEN_TTL("access_token_ttl", Type.NUMBER),
    ACCT("acct", Type.TEXT),
    USER_STATUS("user_status", Type.BOOLEAN),
    EXPIRATION_DATE("expiration_date", Type.DATE),
    LAST_ACCESS_TIME("last_access_time", Type.DATE),
    CREATED_DATE("created_date", Type.DATE),
    MODIFIED_DATE("modified_date", Type.DATE),
    TOKEN_STATUS("token_status", Type.TEXT),
    TOKEN_DESCRIPTION("token_description", Type.TEXT),
    PRINCIPAL_NAME("principal_name", Type.TEXT),
    PRINCIPAL_STATUS("principal_status", Type.TEXT),
    USER_ID("user_id", Type.TEXT),
    CLIENT_UUID("client_uuid", Type.TEXT);

    /** The largest number that SQL can write with either sign: later than any date. */
    static final long NEVER = Long.MAX_VALUE;

    /** When a token expires, in SQL, written as in the index. */
    static final String EXPIRES = "coalesce(expiration_date, " + NEVER + ")";

    /** The same for the order from the last to the first, in which those that never expire come last too. */
    private static final String EXPIRES_DESCENDING = "coalesce(expiration_date, " + -NEVER + ")";

    /** The columns that every token has a value in. */
    private static final Set<TokenProperty> NEVER_ABSENT = EnumSet.of(
            ID,
            TOKEN_DISPLAY_NAME,
            TOKEN_SUFFIX,
            API_TOKEN_TTL,
            ACCESS_TOKEN_TTL,
            CREATED_DATE,
            MODIFIED_DATE,
            TOKEN_STATUS);

    enum Type {
        TEXT("a string"),
        NUMBER("a whole number in the range of int64"),
        BOOLEAN("true or false"),
        DATE("a date and time with an offset, as in RFC 3339");

        /** In the digits of ASCII; Java would read those of every script. */
        private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]+");

        private final String description;

        Type(String description) {
            this.description = description;
        }

        /** What the values of a criterion must be. */
        String description() {
            return description;
        }

        /** The value as the database compares it; null when it is none of this type. */
        @Nullable
        Object read(String value) {
            return switch (this) {
                case TEXT -> value;
                case NUMBER -> number(value);
                case BOOLEAN -> value.equals("true") || value.equals("false") ? Boolean.valueOf(value) : null;
                case DATE -> {
                    var instant = Rfc3339.parse(value);
                    yield instant == null ? null : instant.toEpochMilli();
                }
            };
        }

        private static @Nullable Long number(String value) {
            try {
                return WHOLE_NUMBER.matcher(value).matches() ? Long.valueOf(value) : null;
            } catch (NumberFormatException outOfRange) {
                return null;
            }
        }
    }

    private static final Map<String, TokenProperty> BY_KEY =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(TokenProperty::key, Function.identity()));

    private final String key;
    private final Type type;

    TokenProperty(String key, Type type) {
        this.key = key;
        this.type = type;
    }

    static @Nullable TokenProperty ofKey(String key) {
        return BY_KEY.get(key);
    }

    /** The name on the wire, and of the column. */
    String key() {
        return key;
    }

    Type type() {
        return type;
    }

    /** What the database compares with, and has an index of. */
    String comparable() {
        return this == EXPIRATION_DATE ? EXPIRES : key;
    }

    /** What the database sorts by, absent values last in both orders. */
    String order(boolean descending) {
        // Said only where it means something: it keeps both databases from reading the order off an index.
        String absentLast = isOptional() && this != EXPIRATION_DATE ? " nulls last" : "";
        if (!descending) {
            return comparable() + absentLast;
        }
        return (this == EXPIRATION_DATE ? EXPIRES_DESCENDING : key) + " desc" + absentLast;
    }

    /** Whether tokens may have none. */
    boolean isOptional() {
        return !NEVER_ABSENT.contains(this);
    }
}
