package org.tokenapi.client;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers every request with the same bytes, for what no HTTP server would send. */
final class RawServer implements Closeable {
    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicInteger requests = new AtomicInteger();
    private final CompletableFuture<Void> received = new CompletableFuture<>();
    private final CompletableFuture<Void> dropped = new CompletableFuture<>();
    private final byte[] answer;
    private final End end;

    /** What happens after the answer. */
    enum End {
        /** The server says that it has nothing more to send. */
        CLOSE,
        /** The connection breaks. */
        RESET,
        /** Nothing happens until the client gives up. */
        WAIT
    }

    RawServer(String answer, End end) throws IOException {
        this.answer = answer.getBytes(StandardCharsets.UTF_8);
        this.end = end;
        Thread thread = new Thread(this::accept, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    int requests() {
        return requests.get();
    }

    /** Done when the first request is there. */
    CompletableFuture<Void> received() {
        return received;
    }

    /** Done when the client has dropped a connection that the server kept. */
    CompletableFuture<Void> dropped() {
        return dropped;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try (Socket connection = socket.accept()) {
                serve(connection);
            } catch (IOException e) {
                // The client or the test is through with it.
                dropped.complete(null);
            }
        }
    }

    private void serve(Socket connection) throws IOException {
        InputStream in = new BufferedInputStream(connection.getInputStream());
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                dropped.complete(null);
                return;
            }
            head.append((char) next);
        }
        requests.incrementAndGet();
        received.complete(null);
        connection.getOutputStream().write(answer);
        connection.getOutputStream().flush();
        if (end == End.RESET) {
            connection.setSoLinger(true, 0);
        } else if (end == End.WAIT) {
            while (in.read() >= 0) {
                // The rest of the request.
            }
            dropped.complete(null);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
