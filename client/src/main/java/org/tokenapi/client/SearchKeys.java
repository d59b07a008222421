package org.tokenapi.client;

/** The properties of API tokens, as keys of a {@link Search}. Any other text is a key too. */
public final class SearchKeys {
    /** id. */
    public static final String ID = "id";

    /** client_display_name. */
    public static final String CLIENT_DISPLAY_NAME = "client_display_name";

    /** client_id. */
    public static final String CLIENT_ID = "client_id";

    /** client_type. */
    public static final String CLIENT_TYPE = "client_type";

    /** token_display_name. */
    public static final String TOKEN_DISPLAY_NAME = "token_display_name";

    /** token_type. */
    public static final String TOKEN_TYPE = "token_type";

    /** token_sub_type. */
    public static final String TOKEN_SUB_TYPE = "token_sub_type";

    /** token_suffix. */
    public static final String TOKEN_SUFFIX = "token_suffix";

    /** api_token_ttl. */
    public static final String API_TOKEN_TTL = "api_token_ttl";

    /** access_token_ttl. */
    public static final String ACCESS_TOKEN_TTL = "access_token_ttl";

    /** acct. */
    public static final String ACCT = "acct";

    /** user_status. */
    public static final String USER_STATUS = "user_status";

    /** expiration_date. */
    public static final String EXPIRATION_DATE = "expiration_date";

    /** last_access_time. */
    public static final String LAST_ACCESS_TIME = "last_access_time";

    /** created_date. */
    public static final String CREATED_DATE = "created_date";

    /** modified_date. */
    public static final String MODIFIED_DATE = "modified_date";

    /** token_status. */
    public static final String TOKEN_STATUS = "token_status";

    /** token_description. */
    public static final String TOKEN_DESCRIPTION = "token_description";

    /** principal_name. */
    public static final String PRINCIPAL_NAME = "principal_name";

    /** principal_status. */
    public static final String PRINCIPAL_STATUS = "principal_status";

    /** user_id. */
    public static final String USER_ID = "user_id";

    /** client_uuid. */
    public static final String CLIENT_UUID = "client_uuid";

    private SearchKeys() {}
}
