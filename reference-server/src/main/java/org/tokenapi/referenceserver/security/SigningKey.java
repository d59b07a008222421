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
 * The key that signs access tokens: P-256, made at the first start, kept as a JSON Web Key where every server over the
 * same data finds it: in a file of the data directory that its owner alone can read, or in the PostgreSQL database.
 */
@Component
public final class SigningKey {
    static final JWSAlgorithm ALGORITHM = JWSAlgorithm.ES256;

    private static final String NAME = "signing-key";

    private final ECKey key;

    SigningKey(SharedValues values) {
        try {
            // Of use to the first start alone: a key that is there stays.
            ECKey made = new ECKeyGenerator(Curve.P_256)
                    .keyUse(KeyUse.SIGNATURE)
                    .keyIDFromThumbprint(true)
                    .generate();
            key = ECKey.parse(values.keep(NAME, made.toJSONString()));
            if (!isSound(key)) {
                throw unusable(values);
            }
        } catch (ParseException | JOSEException | IllegalArgumentException | IllegalStateException quoting) {
            // Its message may quote the key.
            throw unusable(values);
        }
    }

    /** Whether the private part is there, and signs what the public part confirms. */
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

    /** What verifies the signatures. */
    public ECKey publicKey() {
        return key.toPublicJWK();
    }

    private static StartException unusable(SharedValues values) {
        return new StartException(
                "The signing key in the " + values.describe(NAME)
                        + " can't be read: it must be a JSON Web Key with a key pair on the curve P-256.",
                "Restore it from a backup, or delete it: the next start makes another key, and access tokens that the old"
                        + " one signed are refused.",
                null);
    }
}
