package org.tokenapi.contract.spec;

import org.jspecify.annotations.Nullable;

/**
 * A way to present credentials.
 *
 * @param name its name in the document
 * @param type {@code http}, {@code apiKey}, {@code oauth2}, {@code openIdConnect} or {@code mutualTLS}
 * @param scheme for {@code http} the authentication scheme in lower case, for example {@code bearer}
 * @param in for {@code apiKey} where the key stands
 * @param parameterName for {@code apiKey} the name of the header, query parameter or cookie
 * @param pointer where it stands
 */
public record SecurityScheme(
        String name,
        String type,
        @Nullable String scheme,
        Parameter.@Nullable In in,
        @Nullable String parameterName,
        String pointer) {}
