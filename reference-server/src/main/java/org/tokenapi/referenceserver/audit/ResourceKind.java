package org.tokenapi.referenceserver.audit;

import java.util.Locale;

/** The kinds of resources that a change can be made to. */
public enum ResourceKind {
    ACCESS_TOKEN,
    API_TOKEN,
    CLOUD_TOKEN,
    DIRECTORY,
    SYNC_CLIENT;

    /** The name as it is stored and shown. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
