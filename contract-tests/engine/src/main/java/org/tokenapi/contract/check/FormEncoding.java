package org.tokenapi.contract.check;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parses query strings and HTML forms. */
public final class FormEncoding {
    private FormEncoding() {}

    /**
     * The fields by name, in the order of the text. Names are decoded; values are not, because a separator in a value
     * may be encoded.
     */
    public static Map<String, List<String>> fields(String encoded) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (String field : encoded.split("&")) {
            if (!field.isEmpty()) {
                int equals = field.indexOf('=');
                String name = equals < 0 ? field : field.substring(0, equals);
                fields.computeIfAbsent(decode(name), n -> new ArrayList<>())
                        .add(equals < 0 ? "" : field.substring(equals + 1));
            }
        }
        return fields;
    }

    /** Decodes a name or a value. Returns the text itself if it is not validly encoded. */
    public static String decode(String encoded) {
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return encoded;
        }
    }
}
