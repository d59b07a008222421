package org.tokenapi.contract.check;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** Takes the content codings off a body (RFC 9110, section 8.4). */
public final class BodyDecoder {
    /** A small body can be unpacked to one that fills the memory. */
    private static final int LARGEST = 50 * 1024 * 1024;

    private BodyDecoder() {}

    /**
     * Decodes a body.
     *
     * @return empty if it has a coding other than gzip and deflate, or is larger than 50 MB
     * @throws IOException if it is not what its coding says
     */
    public static Optional<byte[]> decode(Headers headers, byte[] body) throws IOException {
        List<String> codings = Stream.of(
                        headers.get("Content-Encoding").orElse("").split(","))
                .map(coding -> coding.trim().toLowerCase(Locale.ROOT))
                .filter(coding -> !coding.isEmpty() && !coding.equals("identity"))
                .toList();
        byte[] decoded = body;
        // The last one was applied last.
        for (int i = codings.size() - 1; i >= 0; i--) {
            InputStream in = stream(codings.get(i), decoded);
            if (in == null) {
                return Optional.empty();
            }
            decoded = in.readNBytes(LARGEST + 1);
            if (decoded.length > LARGEST) {
                return Optional.empty();
            }
        }
        return Optional.of(decoded);
    }

    private static @Nullable InputStream stream(String coding, byte[] body) throws IOException {
        return switch (coding) {
            case "gzip", "x-gzip" -> new GZIPInputStream(new ByteArrayInputStream(body));
            case "deflate" -> new InflaterInputStream(new ByteArrayInputStream(body));
            default -> null;
        };
    }
}
