package org.tokenapi.referenceserver.value;

import java.util.regex.Pattern;

/** What tenants and things can be called: what can stand in the path of a request. */
public final class Identifiers {
    /** What an identifier must be, as the end of a sentence. */
    public static final String RULE =
            "must have 1 to 255 characters, none of them / \\ ; % or a control character, and not be . or ..";

    /** The server refuses the others in a path, however they are written: they are what attacks are made of. */
    private static final Pattern FORM = Pattern.compile("(?!\\.{1,2}\\z)[^/\\\\;%\\p{Cntrl}\\u2028\\u2029]{1,255}");

    private Identifiers() {}

    /** Whether the text can be one. */
    public static boolean isSound(String text) {
        return FORM.matcher(text).matches();
    }
}
