package org.tokenapi.referenceserver.web;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The names of requests. */
final class RequestIds {
    static final String HEADER = "X-Request-Id";

    /** As the contract describes it: safe in JSON, in a header and on a line of a log. */
    private static final Pattern SOUND = Pattern.compile("[A-Za-z0-9._~=:+/-]{1,128}");

    private RequestIds() {}

    /** What the caller sent, where it is sound; else a new one. */
    static String of(@Nullable String sent) {
        return sent != null && SOUND.matcher(sent).matches()
                ? sent
                : UUID.randomUUID().toString();
    }
}
