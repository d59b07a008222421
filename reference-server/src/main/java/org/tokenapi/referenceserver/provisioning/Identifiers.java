package org.tokenapi.referenceserver.provisioning;

import java.util.regex.Pattern;

/** What tenants and things can be called: what can stand in the path of a request. */
public final class Identifiers {
    /** What an identifier must be, as the end of a sentence. */
    public static final String RULE = "must have 1 to 255 characters, no slash and no control character";

    private static final Pattern FORM = Pattern.compile("[^/\\p{Cntrl}]{1,255}");

    private Identifiers() {}

    /** Whether the text can be one. */
    public static boolean isSound(String text) {
        return FORM.matcher(text).matches();
    }
}
