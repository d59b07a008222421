package org.tokenapi.referenceserver.apitoken;

import java.time.Instant;
import java.util.List;
import org.tokenapi.referenceserver.schema.ColumnType;

/**
 * A valid criterion of a search.
 *
 * @param values the values as the database compares them; none for EMPTY and NOT_EMPTY, one for GREATER_THAN and
 *     LESS_THAN, at least one for the others
 */
record SearchCriterion(ApiTokenProperty property, Operator operator, List<Object> values) {
    SearchCriterion {
        values = List.copyOf(values);
    }

    /**
     * The condition in SQL at a time. Adds its parameters in order.
     *
     * @param byExpiration whether a condition on the status may use an index on the expiration. SQLite prefers that
     *     index even if another one has the order of the page, and then sorts all tokens of the tenant
     */
    String sql(List<Object> parameters, Instant now, boolean byExpiration) {
        if (property == ApiTokenProperty.TOKEN_STATUS
                && (operator == Operator.EQUALS || operator == Operator.NOT_EQUALS)) {
            return (operator == Operator.EQUALS ? "" : "not ") + statusSql(parameters, now, byExpiration);
        }
        String column = property.key();
        boolean text = property.column().type() == ColumnType.TEXT;
        switch (operator) {
            case EQUALS -> {
                parameters.addAll(values);
                return comparable() + " in (" + marks() + ")";
            }
            case NOT_EQUALS -> {
                parameters.addAll(values);
                return "(" + column + " is null or " + column + " not in (" + marks() + "))";
            }
            case LIKE -> {
                values.forEach(value -> parameters.add("%" + escape(lowerAscii((String) value)) + "%"));
                String one = "lower(" + column + ") like ? escape '!'";
                return "("
                        + String.join(" or ", values.stream().map(value -> one).toList()) + ")";
            }
            case EMPTY -> {
                if (property == ApiTokenProperty.EXPIRATION_DATE) {
                    return Expiration.ASCENDING + " = " + Expiration.NEVER;
                }
                return text ? "(" + column + " is null or " + column + " = '')" : column + " is null";
            }
            case NOT_EMPTY -> {
                return text ? "(" + column + " is not null and " + column + " <> '')" : column + " is not null";
            }
            case GREATER_THAN -> {
                parameters.addAll(values);
                // In the index, tokens that never expire come after every date.
                return property == ApiTokenProperty.EXPIRATION_DATE
                        ? "(" + Expiration.ASCENDING + " > ? and " + column + " is not null)"
                        : column + " > ?";
            }
            case LESS_THAN -> {
                parameters.addAll(values);
                return comparable() + " < ?";
            }
            default -> throw new IllegalStateException("No SQL for " + operator);
        }
    }

    /**
     * Rewrites {@code token_status in (...)} in terms of the columns that the status is computed from. The database has
     * statistics on these, and so can choose an index. The condition is never null.
     */
    private String statusSql(List<Object> parameters, Instant now, boolean byExpiration) {
        parameters.add(now.toEpochMilli());
        parameters.addAll(values);
        if (values.contains(ApiTokenRow.EXPIRED)) {
            return "(" + Expiration.ASCENDING + " <= ? or stored_status in (" + marks() + "))";
        }
        String lives =
                byExpiration ? Expiration.ASCENDING + " > ?" : "(expiration_date is null or expiration_date > ?)";
        return "(" + lives + " and stored_status in (" + marks() + "))";
    }

    /** The expression that the database compares, and has an index on. */
    private String comparable() {
        return property == ApiTokenProperty.EXPIRATION_DATE ? Expiration.ASCENDING : property.key();
    }

    private String marks() {
        return String.join(", ", values.stream().map(value -> "?").toList());
    }

    /** Converts A to Z only, as the database does. */
    private static String lowerAscii(String value) {
        StringBuilder lower = new StringBuilder(value);
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                lower.setCharAt(i, (char) (c + ('a' - 'A')));
            }
        }
        return lower.toString();
    }

    private static String escape(String value) {
        return value.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }
}
