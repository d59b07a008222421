package org.tokenapi.referenceserver.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtValidationException;

final class VerifiedTokensTest {
    private final List<String> checked = new ArrayList<>();
    private final AtomicBoolean isExpired = new AtomicBoolean();
    private final VerifiedTokens tokens = new VerifiedTokens(
            token -> {
                checked.add(token);
                if (token.startsWith("bad")) {
                    throw new BadJwtException("signature");
                }
                return Jwt.withTokenValue(token)
                        .header("alg", "ES256")
                        .subject(token)
                        .build();
            },
            jwt -> isExpired.get()
                    ? OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token"))
                    : OAuth2TokenValidatorResult.success());

    @Test
    void checksASignatureOnce() {
        assertThat(tokens.decode("one").getSubject()).isEqualTo("one");
        assertThat(tokens.decode("one").getSubject()).isEqualTo("one");
        assertThat(tokens.decode("two").getSubject()).isEqualTo("two");

        assertThat(checked).containsExactly("one", "two");
    }

    @Test
    void checksTheClaimsOfATokenEachTime() {
        tokens.decode("one");
        isExpired.set(true);

        assertThatExceptionOfType(JwtValidationException.class).isThrownBy(() -> tokens.decode("one"));
    }

    @Test
    void remembersNoBadSignature() {
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(BadJwtException.class).isThrownBy(() -> tokens.decode("bad"));
        }

        assertThat(checked).containsExactly("bad", "bad");
    }

    @Test
    void forgetsTheOnesThatWereNotUsedForLongest() {
        for (int i = 0; i <= 1_000; i++) {
            tokens.decode("token " + i);
        }
        checked.clear();

        tokens.decode("token 1000");
        tokens.decode("token 0");

        assertThat(checked).containsExactly("token 0");
    }
}
