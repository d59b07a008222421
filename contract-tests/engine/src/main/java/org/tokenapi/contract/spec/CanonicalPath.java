package org.tokenapi.contract.spec;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A path in the form in which paths are compared: each character is encoded in one way, because {@code /caf%c3%a9} and
 * {@code /café} are the same path, and so are {@code /a:b} and {@code /a%3Ab} (RFC 3986, section 6.2.2). It knows where
 * each part of it stands in the path as it was sent, because there a separator and the data that looks like one differ.
 */
final class CanonicalPath {
    private final String raw;
    private final String text;

    /** For each index of the text, the index in the raw path at which the same character begins. */
    private final int[] origins;

    private CanonicalPath(String raw, String text, int[] origins) {
        this.raw = raw;
        this.text = text;
        this.origins = origins;
    }

    static CanonicalPath of(String raw) {
        StringBuilder text = new StringBuilder(raw.length() + 8);
        int[] origins = new int[raw.length() * 9 + 1];
        int at = 0;
        while (at < raw.length()) {
            int end = end(raw, at);
            String character = raw.substring(at, end);
            String canonical = character.equals("/") ? "/" : encode(decode(character));
            Arrays.fill(origins, text.length(), text.length() + canonical.length(), at);
            text.append(canonical);
            at = end;
        }
        origins[text.length()] = raw.length();
        return new CanonicalPath(raw, text.toString(), Arrays.copyOf(origins, text.length() + 1));
    }

    /**
     * Where the character ends that begins here: a percent sign begins as many octets as its character has in UTF-8.
     */
    private static int end(String raw, int at) {
        int octets = 1;
        int first = octet(raw, at);
        if (first >= 0) {
            octets = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
            for (int i = 1; i < octets; i++) {
                if ((octet(raw, at + 3 * i) & 0xC0) != 0x80) {
                    return at + 3;
                }
            }
            return at + 3 * octets;
        }
        return at + Character.charCount(raw.codePointAt(at));
    }

    /** The octet that is written here as a percent sign and two digits; -1 if none is. */
    private static int octet(String raw, int at) {
        if (at + 2 >= raw.length() || raw.charAt(at) != '%') {
            return -1;
        }
        int high = Character.digit(raw.charAt(at + 1), 16);
        int low = Character.digit(raw.charAt(at + 2), 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }

    /** A text without percent-encoding; the text itself if it is not encoded. A plus sign is not a space here. */
    static String decode(String raw) {
        if (raw.indexOf('%') < 0) {
            return raw;
        }
        byte[] bytes = new byte[raw.length() * 3];
        int length = 0;
        for (int i = 0; i < raw.length(); ) {
            int octet = octet(raw, i);
            if (octet >= 0) {
                bytes[length++] = (byte) octet;
                i += 3;
            } else {
                int end = i + Character.charCount(raw.codePointAt(i));
                for (byte b : raw.substring(i, end).getBytes(StandardCharsets.UTF_8)) {
                    bytes[length++] = b;
                }
                i = end;
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return raw;
        }
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The part of the path as it was sent that stands between two indices of the canonical form. */
    String raw(int start, int end) {
        return raw.substring(origins[start], origins[end]);
    }

    @Override
    public String toString() {
        return text;
    }
}
