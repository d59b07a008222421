package org.tokenapi.referenceserver.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tokenapi.referenceserver.storage.DataDirectory;
import org.tokenapi.referenceserver.storage.UnusableDataException;

/**
 * The key that signs access tokens: P-256, made at the first start, kept in the data directory as a JSON Web Key that its
 * owner alone can read.
 */
@Component
public final class SigningKey {
    static final JWSAlgorithm ALGORITHM = JWSAlgorithm.ES256;

    private static final String FILE = "signing-key.json";

    private final ECKey key;

    SigningKey(DataDirectory directory) {
        Path file = directory.resolve(FILE);
        try {
            if (!Files.exists(file)) {
                ECKey made = new ECKeyGenerator(Curve.P_256)
                        .keyUse(KeyUse.SIGNATURE)
                        .keyIDFromThumbprint(true)
                        .generate();
                directory.writePrivately(file, made.toJSONString());
            }
            key = ECKey.parse(Files.readString(file));
            if (!key.isPrivate() || !key.getCurve().equals(Curve.P_256)) {
                throw unusable(file, null);
            }
        } catch (IOException e) {
            throw unusable(file, e);
        } catch (ParseException | JOSEException | IllegalArgumentException | IllegalStateException quoting) {
            // Its message may quote the file.
            throw unusable(file, null);
        }
    }

    /**
     * Signs claims.
     *
     * @return a JSON Web Token in its compact form
     */
    public String sign(JWTClaimsSet claims) {
        JWSHeader header = new JWSHeader.Builder(ALGORITHM)
                .type(JOSEObjectType.JWT)
                .keyID(key.getKeyID())
                .build();
        SignedJWT jwt = new SignedJWT(header, claims);
        try {
            jwt.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("The signing key does not sign", e);
        }
        return jwt.serialize();
    }

    ECKey publicKey() {
        return key.toPublicJWK();
    }

    private static UnusableDataException unusable(Path file, @Nullable IOException cause) {
        return new UnusableDataException(
                "The signing key " + file
                        + " can't be read: it must be a JSON Web Key with a private key on the curve P-256.",
                "Restore the file from a backup, or delete it: the next start makes another key, and access tokens that the"
                        + " old one signed are refused.",
                cause);
    }
}
