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

/** Sends the same bytes for every request, which need not be HTTP. */
final class RawServer implements Closeable {
    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicInteger requests = new AtomicInteger();
    private final CompletableFuture<Void> received = new CompletableFuture<>();
    private final CompletableFuture<Void> dropped = new CompletableFuture<>();
    private final byte[] response;
    private final End end;

    /** What happens after the response. */
    enum End {
        /** The server closes the connection. */
        CLOSE,
        /** The connection breaks. */
        RESET,
        /** The connection stays open until the client drops it. */
        WAIT
    }

    RawServer(String response, End end) throws IOException {
        this.response = response.getBytes(StandardCharsets.UTF_8);
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

    /** Completes when the first request has arrived. */
    CompletableFuture<Void> received() {
        return received;
    }

    /** Completes when the client has dropped a connection that the server kept open. */
    CompletableFuture<Void> dropped() {
        return dropped;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try (Socket connection = socket.accept()) {
                serve(connection);
            } catch (IOException e) {
                // The client or the test has ended the connection.
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
        connection.getOutputStream().write(response);
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
