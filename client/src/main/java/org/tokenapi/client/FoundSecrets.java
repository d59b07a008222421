package org.tokenapi.client;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Finds secrets by their names in a body that can't be read, for example because it is cut off. */
final class FoundSecrets {
    /** The properties of responses that hold a secret. A test compares them with the models. */
    static final List<String> NAMES = List.of("token", "access_token", "client_secret");

    private static final Pattern PROPERTY = Pattern.compile(
            "\"(" + NAMES.stream().map(Pattern::quote).collect(Collectors.joining("|"))
                    + ")\"\\s*:\\s*(\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\")",
            Pattern.DOTALL);

    private FoundSecrets() {}

    /** The secrets that are whole, each with the name of its property; of two with one name, the last. */
    static Map<String, Secret> in(byte[] body, JsonMapper mapper) {
        Map<String, Secret> found = new LinkedHashMap<>();
        Matcher property = PROPERTY.matcher(new String(body, StandardCharsets.UTF_8));
        while (property.find()) {
            String text = text(property.group(2), mapper);
            // A replacement character stands for a byte that was not UTF-8: this is not the secret.
            if (!text.isEmpty() && text.indexOf('\ufffd') < 0) {
                found.put(property.group(1), Secret.of(text));
            }
        }
        return found;
    }

    private static String text(String quoted, JsonMapper mapper) {
        try {
            return mapper.readValue(quoted, String.class);
        } catch (JacksonException notAString) {
            return "";
        }
    }
}
