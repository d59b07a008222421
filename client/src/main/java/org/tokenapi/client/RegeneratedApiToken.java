package org.tokenapi.client;

import java.util.Objects;
import org.tokenapi.client.generated.model.ApiTokenWithSecret;

/** An API token with its new secret. */
public final class RegeneratedApiToken extends ApiTokenWithSecret {

    /** For the mapper of the client, and for tests of your code. */
    public RegeneratedApiToken() {}

    /**
     * The new secret. What {@link ApiTokens#regenerate} returns always has one.
     *
     * @throws NullPointerException if this object was not made by the client, and has none
     */
    public Secret secret() {
        return Objects.requireNonNull(getToken(), "token");
    }
}
