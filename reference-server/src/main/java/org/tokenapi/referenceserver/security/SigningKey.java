package org.tokenapi.referenceserver.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import org.springframework.stereotype.Component;
import org.tokenapi.referenceserver.settings.StartException;
import org.tokenapi.referenceserver.storage.SharedValues;

/**
 * The key that signs access tokens, on the curve P-256. The first start generates it and stores it as a JSON Web Key
 * for all servers on the same data: in a file of the data directory that only its owner can read, or in the PostgreSQL
 * database.
 */
@Component
public final class SigningKey {
    static final JWSAlgorithm ALGORITHM = JWSAlgorithm.ES256;

    private static final String NAME = "signing-key";

    private final ECKey key;

    SigningKey(SharedValues values) {
        try {
            // Only the first start uses it; an existing key stays.
            ECKey made = new ECKeyGenerator(Curve.P_256)
                    .keyUse(KeyUse.SIGNATURE)
                    .keyIDFromThumbprint(true)
                    .generate();
            key = ECKey.parse(values.keep(NAME, made.toJSONString()));
            if (!isSound(key)) {
                throw unusable(values);
            }
        } catch (ParseException | JOSEException | IllegalArgumentException | IllegalStateException quoting) {
            // The message may quote the key.
            throw unusable(values);
        }
    }

    /** Whether the private key exists and matches the public key. */
    private static boolean isSound(ECKey key) throws JOSEException {
        if (!key.isPrivate() || !key.getCurve().equals(Curve.P_256)) {
            return false;
        }
        JWSHeader header = new JWSHeader(ALGORITHM);
        byte[] text = new byte[] {1};
        return new ECDSAVerifier(key.toPublicJWK()).verify(header, text, new ECDSASigner(key).sign(header, text));
    }

    /**
     * Signs claims.
     *
     * @return a JSON Web Token in compact form
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
            throw new IllegalStateException("The signing key can't sign", e);
        }
        return jwt.serialize();
    }

    /** The key that verifies the signatures. */
    public ECKey publicKey() {
        return key.toPublicJWK();
    }

    private static StartException unusable(SharedValues values) {
        return new StartException(
                "The signing key in the " + values.describe(NAME)
                        + " can't be read: it must be a JSON Web Key with a key pair on the curve P-256.",
                "Restore it from a backup, or delete it. The next start then generates a new key, and access tokens signed"
                        + " with the old one are rejected.",
                null);
    }
}
