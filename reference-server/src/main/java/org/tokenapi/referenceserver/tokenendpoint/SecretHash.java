package org.tokenapi.referenceserver.tokenendpoint;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.tokenapi.referenceserver.value.SecretValue;

/** Hashes client secrets and compares the hashes in constant time; see {@link SecretValue}. */
final class SecretHash implements PasswordEncoder {

    @Override
    public String encode(CharSequence secret) {
        return SecretValue.of(secret.toString()).sha256();
    }

    @Override
    public boolean matches(CharSequence secret, String hash) {
        return MessageDigest.isEqual(
                encode(secret).getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
    }
}
