package org.tokenapi.referenceserver.security;

import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.util.ConcurrentLruCache;

/**
 * Caches the most recently used access tokens whose signature was verified, because verifying takes longer than a
 * search. The claims, including the times, are checked for every request. Only for a key that does not change. Safe for
 * use by several threads.
 */
final class VerifiedTokens implements JwtDecoder {
    private static final int MOST = 1_000;

    private final ConcurrentLruCache<String, Jwt> verified;
    private final OAuth2TokenValidator<Jwt> validator;

    /** @param signatures verifies signatures; throws if one is invalid */
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
