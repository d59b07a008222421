package org.tokenapi.client;

import java.util.concurrent.CompletableFuture;

/** A source of access tokens. Thread-safe. */
interface TokenSource {

    /** A token for one attempt. Fails with a {@link CredentialsException}. */
    CompletableFuture<Secret> token(String operation);

    /**
     * Drops a token that the service rejected.
     *
     * @return whether the next token may be a different one
     */
    boolean reject(Secret token);
}
