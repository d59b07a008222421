package org.tokenapi.contract.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * How the end of a body is known (RFC 9112, section 6.3): it copies the body as it is framed, and keeps what is in it.
 */
final class BodyFraming {
    private static final long UNTIL_CLOSE = -1;
    private static final long CHUNKED = -2;

    private final long length;

    private BodyFraming(long length) {
        this.length = length;
    }

    static BodyFraming ofRequest(MessageHead head) throws MalformedMessageException {
        BodyFraming framing = of(head, 0);
        if (framing.length == CHUNKED && head.value("Content-Length").isPresent()) {
            // RFC 9112, section 6.1: two framings at once are an attack.
            throw new MalformedMessageException(400, "both Transfer-Encoding and Content-Length");
        }
        return framing;
    }

    /** @param method of the request that the response is for */
    static BodyFraming ofResponse(MessageHead head, String method) throws MalformedMessageException {
        int status = head.status();
        boolean none = method.equals("HEAD") || status < 200 || status == 204 || status == 304;
        return none ? new BodyFraming(0) : of(head, UNTIL_CLOSE);
    }

    private static BodyFraming of(MessageHead head, long otherwise) throws MalformedMessageException {
        if (head.value("Transfer-Encoding").isPresent()) {
            if (!head.value("Transfer-Encoding").get().trim().equalsIgnoreCase("chunked")) {
                throw new MalformedMessageException(501, "a transfer coding other than chunked");
            }
            return new BodyFraming(CHUNKED);
        }
        String length = head.value("Content-Length").orElse("");
        if (length.isEmpty()) {
            return new BodyFraming(otherwise);
        }
        if (!length.matches("\\d{1,18}")) {
            throw new MalformedMessageException(400, "a Content-Length that is not one number");
        }
        return new BodyFraming(Long.parseLong(length));
    }

    boolean isEmpty() {
        return length == 0;
    }

    /** Whether the body ends with the connection. */
    boolean endsWithConnection() {
        return length == UNTIL_CLOSE;
    }

    /**
     * Copies the body to its end.
     *
     * @param out gets the bytes as they came, chunks included
     * @param content gets what is in them
     */
    void copy(InputStream in, OutputStream out, OutputStream content) throws IOException {
        if (length == CHUNKED) {
            chunks(in, out, content);
        } else {
            bytes(in, length, out, content);
        }
        out.flush();
    }

    private static void bytes(InputStream in, long count, OutputStream out, OutputStream content) throws IOException {
        byte[] buffer = new byte[16 * 1024];
        long left = count == UNTIL_CLOSE ? Long.MAX_VALUE : count;
        while (left > 0) {
            int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (read < 0 && count == UNTIL_CLOSE) {
                return;
            }
            if (read < 0) {
                throw new EOFException("the connection ended within a body");
            }
            out.write(buffer, 0, read);
            content.write(buffer, 0, read);
            if (in.available() == 0) {
                // What is there now may be all for a while, as an event of a stream is.
                out.flush();
            }
            left -= read;
        }
    }

    private static void chunks(InputStream in, OutputStream out, OutputStream content) throws IOException {
        while (true) {
            byte[] line = line(in);
            out.write(line);
            String size = new String(line, StandardCharsets.ISO_8859_1).trim().replaceFirst("\\s*;.*", "");
            if (!size.matches("[0-9A-Fa-f]{1,15}")) {
                throw new MalformedMessageException(400, "a chunk without a size");
            }
            long count = Long.parseLong(size, 16);
            if (count == 0) {
                break;
            }
            bytes(in, count, out, content);
            out.write(line(in));
            if (in.available() == 0) {
                out.flush();
            }
        }
        // The trailer ends with an empty line.
        byte[] trailer;
        do {
            trailer = line(in);
            out.write(trailer);
        } while (trailer.length > 2);
    }

    /** A line with its end. */
    private static byte[] line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int b;
        do {
            b = in.read();
            if (b < 0 || line.size() > 16 * 1024) {
                throw new EOFException("the connection ended within a chunk");
            }
            line.write(b);
        } while (b != '\n');
        return line.toByteArray();
    }
}
