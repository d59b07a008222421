package org.tokenapi.contract.mock;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The preferences of a request (RFC 7240): in one header field or several, in any order, values with or without quotes.
 * Of several values for one name, the first counts. Immutable.
 */
final class Preferences {
    /** A name, its value, and the parameters of the preference, which no preference of the mock has. */
    private static final Pattern PREFERENCE =
            Pattern.compile("\\s*([^\\s=;,]+)\\s*(?:=\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|[^\\s;,]*))?\\s*"
                    + "(?:;(?:\"(?:[^\"\\\\]|\\\\.)*\"|[^\",])*)?(?:,|$)");

    private final Map<String, String> values = new LinkedHashMap<>();

    private Preferences() {}

    /** @param fields the values of the header {@code Prefer} */
    static Preferences of(List<String> fields) {
        Preferences preferences = new Preferences();
        for (String field : fields) {
            Matcher matcher = PREFERENCE.matcher(field);
            while (matcher.lookingAt()) {
                String value = matcher.group(2) == null ? "" : matcher.group(2);
                preferences.values.putIfAbsent(matcher.group(1).toLowerCase(Locale.ROOT), unquoted(value));
                matcher.region(matcher.end(), field.length());
            }
        }
        return preferences;
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    private static String unquoted(String value) {
        return value.startsWith("\"") ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1") : value;
    }
}
