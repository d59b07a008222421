package org.tokenapi.contract.redact;

import java.nio.charset.StandardCharsets;

/** Prepares text for output. */
final class Excerpts {
    private static final int LONGEST = 300;

    private Excerpts() {}

    /** The text with unpaired surrogates replaced, because they can't be encoded. */
    static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    static String shortened(String text) {
        return shortened(text, LONGEST);
    }

    static String shortened(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return text.substring(0, end) + "… (cut here, " + text.length() + " characters in all)";
    }
}
