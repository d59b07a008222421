package org.tokenapi.contract.check;

import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Writes values for people: short, and never the content of an object, which may hold secrets. */
final class Values {
    private static final int LONGEST = 80;

    private Values() {}

    static String describe(JsonNode value) {
        if (value.isObject()) {
            return value.isEmpty()
                    ? "an empty object"
                    : "an object with "
                            + value.propertyNames().stream().limit(30).collect(Collectors.joining(", "));
        }
        if (value.isArray()) {
            return "an array of " + value.size();
        }
        return value.isString() ? quote(value.stringValue()) : value.toString();
    }

    static String quote(String text) {
        String shown = text.length() <= LONGEST
                ? text
                : text.substring(0, LONGEST) + "… (" + text.codePointCount(0, text.length()) + " characters)";
        return "\"" + shown.replaceAll("\\p{Cntrl}", "�") + "\"";
    }
}
