package org.tokenapi.referenceserver.audit;

import java.util.Locale;

/** What a change did. */
public enum Action {
    REGENERATE,
    PATCH,
    UPDATE,
    GENERATE_CREDENTIALS,
    ROTATE,
    IMPORT,
    ISSUE,
    PURGE;

    /** The name as it is stored and shown. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
