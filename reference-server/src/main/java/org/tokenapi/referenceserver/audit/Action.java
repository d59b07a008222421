package org.tokenapi.referenceserver.audit;

import java.util.Locale;

/** What was done. */
public enum Action {
    REGENERATE,
    PATCH,
    UPDATE,
    GENERATE_CREDENTIALS,
    ROTATE,
    IMPORT,
    ISSUE,
    PURGE;

    /** As it is stored and shown. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
