package org.tokenapi.client;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A body that can't be read.
 *
 * @param text all of it; null if there is none
 * @param secrets those that were found in it, by the names of their properties
 */
record UnreadBody(@Nullable Secret text, Map<String, Secret> secrets) {
    static final UnreadBody NONE = new UnreadBody(null, Map.of());

    static UnreadBody of(byte[] bytes, JsonMapper mapper) {
        return bytes.length == 0 ? NONE : new UnreadBody(Secret.of(text(bytes)), FoundSecrets.in(bytes, mapper));
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }
}
