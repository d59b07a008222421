package org.tokenapi.referenceserver.apitoken;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tokenapi.referenceserver.schema.Column;
import org.tokenapi.referenceserver.schema.ColumnType;
import org.tokenapi.referenceserver.value.Rfc3339;
import org.tokenapi.serverstubs.generated.model.ApiToken;
import org.tokenapi.serverstubs.generated.model.ApiTokenSummary;

/**
 * The properties of an API token, in the order of an exported line. Stored rows, responses, searches, imports and
 * exports follow this list. All names of columns in generated SQL come from it and from the other columns of {@code
 * schema}.
 */
public enum ApiTokenProperty {
    ID(Column.identifier("id"), ApiToken::setId),
    CLIENT_DISPLAY_NAME(Column.text("client_display_name"), ApiToken::setClientDisplayName),
    CLIENT_ID(Column.clientId(), ApiToken::setClientId),
    CLIENT_TYPE(Column.text("client_type"), ApiToken::setClientType),
    CLIENT_UUID(Column.text("client_uuid"), ApiTokenSummary.class, ApiTokenSummary::setClientUuid),
    TOKEN_DISPLAY_NAME(Column.text("token_display_name", 3, 255).required(), ApiToken::setTokenDisplayName),
    TOKEN_DESCRIPTION(Column.text("token_description", 0, 4000), ApiToken::setTokenDescription),
    TOKEN_TYPE(Column.text("token_type"), ApiToken::setTokenType),
    TOKEN_SUB_TYPE(Column.text("token_sub_type"), ApiToken::setTokenSubType),
    /** In minutes. */
    API_TOKEN_TTL(Column.atLeast(1, "api_token_ttl", ColumnType.LONG).required(), ApiToken::setApiTokenTtl),
    /** In minutes. */
    ACCESS_TOKEN_TTL(Column.atLeast(1, "access_token_ttl", ColumnType.LONG).required(), ApiToken::setAccessTokenTtl),
    MAX_COUNT_OF_USES(Column.of("max_count_of_uses", ColumnType.INTEGER)
            .matching(uses -> uses == 1 || uses == -1, "must be 1 or -1")
            .orElse(-1)),
    ACCT(Column.text("acct"), ApiToken::setAcct),
    USER_ID(Column.text("user_id"), ApiTokenSummary.class, ApiTokenSummary::setUserId),
    USER_STATUS(Column.of("user_status", ColumnType.BOOLEAN), ApiToken::setUserStatus),
    PRINCIPAL_NAME(Column.text("principal_name"), ApiTokenSummary.class, ApiTokenSummary::setPrincipalName),
    PRINCIPAL_STATUS(Column.text("principal_status"), ApiTokenSummary.class, ApiTokenSummary::setPrincipalStatus),
    /** A JSON array. */
    ROLES(Column.of("roles", ColumnType.ROLES)),
    /** The value is EXPIRED from the expiration date on, whatever is stored. */
    TOKEN_STATUS(Column.text("token_status", "stored_status", 1, 255).orElse("ACTIVE"), ApiToken::setTokenStatus),
    EXPIRATION_DATE(Column.of("expiration_date", ColumnType.DATE), date(ApiToken::setExpirationDate)),
    LAST_ACCESS_TIME(Column.of("last_access_time", ColumnType.DATE), date(ApiToken::setLastAccessTime)),
    CREATED_DATE(Column.of("created_date", ColumnType.DATE).generated(), date(ApiToken::setCreatedDate)),
    MODIFIED_DATE(Column.of("modified_date", ColumnType.DATE).generated(), date(ApiToken::setModifiedDate)),
    USE_COUNT(Column.atLeast(0, "use_count", ColumnType.INTEGER).orElse(0)),
    TOKEN_SUFFIX(Column.text("token_suffix", 1, 255).generated(), ApiToken::setTokenSuffix),
    SECRET_SHA256(Column.hash("secret_sha256").generated());

    private static final Map<String, ApiTokenProperty> SEARCHABLE = Arrays.stream(values())
            .filter(property -> property.show != null)
            .collect(Collectors.toUnmodifiableMap(ApiTokenProperty::key, Function.identity()));

    private final Column<?> column;
    private final @Nullable BiConsumer<ApiToken, Object> show;

    /** A property that searches can't use. */
    ApiTokenProperty(Column<?> column) {
        this.column = column;
        this.show = null;
    }

    /**
     * A property that all responses show and searches can use.
     *
     * @param setter sets the value in a response
     */
    <T> ApiTokenProperty(Column<T> column, BiConsumer<ApiToken, T> setter) {
        this(column, ApiToken.class, setter);
    }

    /**
     * A property that some responses show and searches can use.
     *
     * @param response the class of these responses
     * @param setter sets the value in a response
     */
    <R extends ApiToken, T> ApiTokenProperty(Column<T> column, Class<R> response, BiConsumer<R, T> setter) {
        this.column = column;
        this.show = (token, value) -> {
            if (response.isInstance(token)) {
                setter.accept(response.cast(token), column.type().cast(value));
            }
        };
    }

    private static BiConsumer<ApiToken, Instant> date(BiConsumer<ApiToken, String> setter) {
        return (token, date) -> setter.accept(token, Rfc3339.format(date));
    }

    /** The columns of all properties, in order. */
    public static List<Column<?>> columns() {
        return Arrays.stream(values()).<Column<?>>map(ApiTokenProperty::column).toList();
    }

    /** The property that searches call by this name; null if there is none. */
    static @Nullable ApiTokenProperty searchable(String key) {
        return SEARCHABLE.get(key);
    }

    /** The properties that searches can use. */
    static Stream<ApiTokenProperty> searchable() {
        return SEARCHABLE.values().stream();
    }

    /** The name in the contract, and of the column in the rows of the repository. */
    String key() {
        return column.property();
    }

    Column<?> column() {
        return column;
    }

    /** Sets the value in a response, if the response shows the property as it is stored. */
    void show(ApiToken token, Object value) {
        if (show != null) {
            show.accept(token, value);
        }
    }
}
