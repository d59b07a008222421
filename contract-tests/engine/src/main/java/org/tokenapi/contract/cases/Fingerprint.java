package org.tokenapi.contract.cases;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.tokenapi.contract.spec.OpenApiDocument;

/**
 * Identifies the cases of a run. Cases are not random: the same document, fixtures and version of the engine have the
 * same fingerprint and give the same cases. Environment variables in fixtures, and so all secrets, are not part of it.
 */
public final class Fingerprint {
    private static final int BYTES = 8;

    private Fingerprint() {}

    /** The fingerprint: 16 hexadecimal digits of a SHA-256. */
    public static String of(OpenApiDocument document, Fixtures fixtures) {
        String version = Optional.ofNullable(Fingerprint.class.getPackage().getImplementationVersion())
                .orElse("");
        StringBuilder files = new StringBuilder();
        document.files().forEach((name, tree) -> files.append(name).append(tree));
        String all = String.join("\n", version, files, fixtures.toString());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing in this Java runtime", e);
        }
    }
}
