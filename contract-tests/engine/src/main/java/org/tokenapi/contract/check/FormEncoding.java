package org.tokenapi.contract.check;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads query strings and HTML forms. */
public final class FormEncoding {
    private FormEncoding() {}

    /** The fields by their names, names decoded and values not, each with its values in their order. */
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

    /** A name or value without its encoding; the text itself if it is not encoded. */
    public static String decode(String encoded) {
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return encoded;
        }
    }
}
