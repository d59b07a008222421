package org.tokenapi.referenceserver.security;

import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.util.ConcurrentLruCache;

/**
 * Remembers the access tokens whose signature was good, the last used of them: checking a signature costs more than a
 * search. What a token says, its times among it, is checked each time. For a key that does not change. Safe for use by
 * several threads.
 */
final class VerifiedTokens implements JwtDecoder {
    private static final int MOST = 1_000;

    private final ConcurrentLruCache<String, Jwt> verified;
    private final OAuth2TokenValidator<Jwt> validator;

    /** @param signatures checks signatures, and throws for a bad one */
    VerifiedTokens(JwtDecoder signatures, OAuth2TokenValidator<Jwt> validator) {
        this.verified = new ConcurrentLruCache<>(MOST, signatures::decode);
        this.validator = validator;
    }

    @Override
    public Jwt decode(String token) {
        Jwt jwt = verified.get(token);
        OAuth2TokenValidatorResult result = validator.validate(jwt);
        if (result.hasErrors()) {
            throw new JwtValidationException("The access token is not valid", result.getErrors());
        }
        return jwt;
    }
}
