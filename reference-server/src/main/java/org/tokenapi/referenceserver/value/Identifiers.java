package org.tokenapi.referenceserver.value;

import java.util.regex.Pattern;

/** Identifiers of tenants and resources: text that can be a segment of a path. */
public final class Identifiers {
    /** What an identifier must be, as the end of a sentence. */
    public static final String RULE =
            "must have 1 to 255 characters, none of them / \\ ; % or a control character, and not be . or ..";

    /** The server rejects paths with other identifiers, however they are encoded, because attacks use them. */
    private static final Pattern FORM = Pattern.compile("(?!\\.{1,2}\\z)[^/\\\\;%\\p{Cntrl}\\u2028\\u2029]{1,255}");

    private Identifiers() {}

    /** Whether the text is a valid identifier. */
    public static boolean isSound(String text) {
        return FORM.matcher(text).matches();
    }
}
