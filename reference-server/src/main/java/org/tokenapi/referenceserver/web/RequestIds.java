package org.tokenapi.referenceserver.web;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Request identifiers. */
final class RequestIds {
    static final String HEADER = "X-Request-Id";

    /** As the contract defines it: safe in JSON, in a header and in a log line. */
    private static final Pattern SOUND = Pattern.compile("[A-Za-z0-9._~=:+/-]{1,128}");

    private RequestIds() {}

    /** The identifier that the caller sent, if it is valid; otherwise a new one. */
    static String of(@Nullable String sent) {
        return sent != null && SOUND.matcher(sent).matches()
                ? sent
                : UUID.randomUUID().toString();
    }
}
