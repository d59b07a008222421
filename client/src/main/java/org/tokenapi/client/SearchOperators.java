package org.tokenapi.client;

/** The operators of a {@link Search}, for {@link Search.Criterion#is}. Any other text is an operator too. */
public final class SearchOperators {
    /** One of the values. */
    public static final String EQUALS = "EQUALS";

    /** None of the values, or none at all. */
    public static final String NOT_EQUALS = "NOT_EQUALS";

    /** Contains one of the values. */
    public static final String LIKE = "LIKE";

    /** None, or an empty string. */
    public static final String EMPTY = "EMPTY";

    /** The opposite of {@link #EMPTY}. */
    public static final String NOT_EMPTY = "NOT_EMPTY";

    /** A greater number or a later time. */
    public static final String GREATER_THAN = "GREATER_THAN";

    /** A smaller number or an earlier time. */
    public static final String LESS_THAN = "LESS_THAN";

    private SearchOperators() {}
}
