package org.tokenapi.contract.spec;

import org.jspecify.annotations.Nullable;

/**
 * A security scheme of the document. Immutable.
 *
 * @param name the name in the document
 * @param type {@code http}, {@code apiKey}, {@code oauth2}, {@code openIdConnect} or {@code mutualTLS}
 * @param scheme for {@code http}, the authentication scheme in lower case, for example {@code bearer}; else null
 * @param in for {@code apiKey}, the location of the key; else null
 * @param parameterName for {@code apiKey}, the name of the header, query parameter or cookie; else null
 * @param pointer the JSON pointer of the scheme
 */
public record SecurityScheme(
        String name,
        String type,
        @Nullable String scheme,
        Parameter.@Nullable In in,
        @Nullable String parameterName,
        String pointer) {}
