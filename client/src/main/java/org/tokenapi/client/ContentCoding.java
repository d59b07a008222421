package org.tokenapi.client;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The codings of a body (RFC 9110, section 8.4). The client asks for none, but a server may use one all the same
 * (section 12.5.3).
 */
final class ContentCoding {
    private static final int BUFFER = 8192;

    private ContentCoding() {}

    /** The codings in the order in which they were applied. */
    static List<String> of(HttpHeaders headers) {
        List<String> codings = new ArrayList<>();
        for (String value : headers.allValues("Content-Encoding")) {
            for (String coding : value.split(",")) {
                String name = coding.strip().toLowerCase(Locale.ROOT);
                if (!name.isEmpty() && !name.equals("identity")) {
                    codings.add(name);
                }
            }
        }
        return codings;
    }

    static boolean isKnown(List<String> codings) {
        return List.of("gzip", "x-gzip", "deflate").containsAll(codings);
    }

    /**
     * The body without its codings. Of damaged data, as much as can be read: it may hold a secret. Unchanged if a
     * coding is not known.
     *
     * @param limit in bytes
     * @return null if the body is larger than the limit
     */
    static byte @Nullable [] decoded(byte[] body, List<String> codings, int limit) {
        if (!isKnown(codings)) {
            return body;
        }
        List<String> outermostFirst = new ArrayList<>(codings);
        Collections.reverse(outermostFirst);
        byte[] decoded = body;
        for (String coding : outermostFirst) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (InputStream in = open(coding, decoded)) {
                byte[] buffer = new byte[BUFFER];
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    out.write(buffer, 0, read);
                    if (out.size() > limit) {
                        return null;
                    }
                }
            } catch (IOException damaged) {
                // What was read so far has to do.
            }
            decoded = out.toByteArray();
        }
        return decoded;
    }

    private static InputStream open(String coding, byte[] body) throws IOException {
        InputStream in = new ByteArrayInputStream(body);
        if (!coding.equals("deflate")) {
            return new GZIPInputStream(in);
        }
        // Should have a zlib header, but some servers leave it out (RFC 9110, section 8.4.1.2).
        boolean zlib = body.length > 1 && (body[0] & 0x0f) == 8 && ((body[0] & 0xff) << 8 | body[1] & 0xff) % 31 == 0;
        return new InflaterInputStream(in, new Inflater(!zlib));
    }
}
