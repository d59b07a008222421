package org.tokenapi.referenceserver.apitoken;

import org.jspecify.annotations.Nullable;

/** What to change of an API token; null keeps what is there. */
record ApiTokenChange(
        @Nullable String displayName,
        @Nullable String description,
        @Nullable Long accessTokenTtl,
        @Nullable Integer maxCountOfUses) {}
