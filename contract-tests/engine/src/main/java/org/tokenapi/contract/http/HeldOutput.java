package org.tokenapi.contract.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Holds a response back until it is whole, so that its head can still be changed, or until it is released: from then on
 * it is passed on as it comes. Thread-safe: the release may come from a timer.
 */
final class HeldOutput extends OutputStream {
    private final MessageHead head;
    private final OutputStream out;
    private final int most;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private boolean released;

    /** @param most how many bytes are held; with more, the response is released */
    HeldOutput(MessageHead head, OutputStream out, int most) {
        this.head = head;
        this.out = out;
        this.most = most;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        if (!released && held.size() + length > most) {
            release();
        }
        (released ? out : held).write(bytes, offset, length);
    }

    @Override
    public synchronized void flush() throws IOException {
        if (released) {
            out.flush();
        }
    }

    /** Passes on what is there, and from now on what comes. */
    synchronized void release() throws IOException {
        if (!released) {
            released = true;
            send(head);
        }
    }

    /**
     * Ends the response.
     *
     * @param further a header field that it gets unless it was released before; null for none
     */
    synchronized void finish(MessageHead.@Nullable Field further) throws IOException {
        if (released) {
            out.flush();
        } else {
            released = true;
            send(further == null ? head : head.with(further.name(), further.value()));
        }
    }

    private void send(MessageHead start) throws IOException {
        start.write(out);
        held.writeTo(out);
        held.reset();
        out.flush();
    }
}
