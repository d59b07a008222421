package org.tokenapi.client;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Access tokens that the application manages. */
final class SuppliedTokens implements TokenSource {
    private final Supplier<Secret> supplier;
    private final boolean changing;

    SuppliedTokens(Supplier<Secret> supplier, boolean changing) {
        this.supplier = supplier;
        this.changing = changing;
    }

    @Override
    public CompletableFuture<Secret> token(String operation) {
        try {
            Secret token = supplier.get();
            if (changing) {
                Credentials.requireBearer(token);
            }
            return CompletableFuture.completedFuture(token);
        } catch (RuntimeException e) {
            // Not as the cause: its message may hold a secret.
            return CompletableFuture.failedFuture(new CredentialsException(
                    operation,
                    "the supplier of access tokens failed with " + e.getClass().getName(),
                    0,
                    false,
                    null,
                    null));
        }
    }

    @Override
    public boolean reject(Secret token) {
        return changing;
    }
}
