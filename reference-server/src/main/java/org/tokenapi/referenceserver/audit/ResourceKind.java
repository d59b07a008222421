package org.tokenapi.referenceserver.audit;

import java.util.Locale;

/** What a change was made to. */
public enum ResourceKind {
    ACCESS_TOKEN,
    API_TOKEN,
    CLOUD_TOKEN,
    DIRECTORY,
    SYNC_CLIENT;

    /** As it is stored and shown. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
