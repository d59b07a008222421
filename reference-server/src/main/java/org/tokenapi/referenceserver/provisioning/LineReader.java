package org.tokenapi.referenceserver.provisioning;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads the lines of a stream, with a limit on their length in memory. */
final class LineReader {
    /** In bytes. Lines for the largest request body fit, unless the settings allow much larger bodies. */
    static final int LONGEST = 1 << 24;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final InputStream input;
    private final byte[] chunk = new byte[1 << 16];
    private int position;
    private int end;
    private long number;

    LineReader(InputStream input) {
        this.input = input;
    }

    /**
     * A line.
     *
     * @param number the number of the line, from 1
     * @param text null if the line can't be read
     * @param rule what the line must be, if it can't be read
     */
    record Line(long number, @Nullable String text, String rule) {}

    /** The next line; null at the end. */
    @Nullable
    Line next() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean tooLong = false;
        while (true) {
            if (position == end) {
                position = 0;
                end = Math.max(input.read(chunk), 0);
                if (end == 0) {
                    return bytes.size() == 0 && !tooLong ? null : line(bytes, tooLong);
                }
            }
            int from = position;
            while (position < end && chunk[position] != '\n') {
                position++;
            }
            tooLong |= bytes.size() + (position - from) > LONGEST;
            if (!tooLong) {
                bytes.write(chunk, from, position - from);
            }
            if (position < end) {
                position++;
                return line(bytes, tooLong);
            }
        }
    }

    private Line line(ByteArrayOutputStream bytes, boolean tooLong) {
        number++;
        if (tooLong) {
            return new Line(number, null, "must have at most " + LONGEST + " bytes");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
            return new Line(number, number == 1 && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text, "");
        } catch (CharacterCodingException malformed) {
            return new Line(number, null, "must be UTF-8");
        }
    }
}
