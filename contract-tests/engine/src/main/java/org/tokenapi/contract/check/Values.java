package org.tokenapi.contract.check;

import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Formats values for messages: short, and without the content of objects, which may contain secrets. */
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
            return "an array of " + value.size() + (value.size() == 1 ? " element" : " elements");
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
