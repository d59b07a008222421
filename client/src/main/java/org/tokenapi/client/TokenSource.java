package org.tokenapi.client;

import java.util.concurrent.CompletableFuture;

/** Where the access token of a request comes from. Thread-safe. */
interface TokenSource {

    /** A token for one attempt; fails with a {@link CredentialsException}. */
    CompletableFuture<Secret> token(String operation);

    /**
     * Told that the service refused a token.
     *
     * @return whether the next one may be another
     */
    boolean reject(Secret token);
}
