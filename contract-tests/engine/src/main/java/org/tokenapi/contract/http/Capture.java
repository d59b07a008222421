package org.tokenapi.contract.http;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;

/** Keeps the first bytes of a body for its check, and counts the rest. */
final class Capture extends OutputStream {
    private final int most;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean complete = true;

    Capture(int most) {
        this.most = most;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) {
        int kept = Math.min(length, most - bytes.size());
        bytes.write(buffer, offset, kept);
        complete &= kept == length;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    /** Whether nothing was left out. */
    boolean isComplete() {
        return complete;
    }
}
