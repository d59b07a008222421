package org.tokenapi.contract.http;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Listens for HTTP/1.1 connections, and has each served by a thread of its own. Thread-safe. */
final class HttpListener implements AutoCloseable {
    private final ServerSocket socket;
    private final String host;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "contract-connection");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Starts to listen.
     *
     * @param port 0 for a free one
     * @param handler is made for each connection, and serves its requests one after another
     * @throws UncheckedIOException if nothing can listen there
     */
    HttpListener(String host, int port, HandlerFactory handler) {
        this.host = host;
        try {
            socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port), 1000);
        } catch (IOException e) {
            throw new UncheckedIOException("can't listen on " + host + ":" + port + ": " + e.getMessage(), e);
        }
        threads.execute(() -> accept(handler));
    }

    /** Makes what serves one connection. */
    interface HandlerFactory {
        Handler connect();
    }

    /** Serves the requests of one connection. */
    interface Handler extends AutoCloseable {
        /**
         * Serves a request whose head has been read.
         *
         * @return whether the connection can be used for another request
         */
        boolean serve(MessageHead request, InputStream in, OutputStream out) throws IOException;

        @Override
        void close();
    }

    URI baseUri() {
        String name = host.contains(":") ? "[" + host + "]" : host;
        return URI.create("http://" + name + ":" + socket.getLocalPort());
    }

    private void accept(HandlerFactory handlers) {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                connection.setTcpNoDelay(true);
                connections.add(connection);
                threads.execute(() -> serve(connection, handlers));
            } catch (IOException closed) {
                // Of a connection that was given up before it was accepted, or of the listener: the loop knows which.
            }
        }
    }

    private void serve(Socket connection, HandlerFactory handlers) {
        try (connection;
                Handler handler = handlers.connect()) {
            InputStream in = new BufferedInputStream(connection.getInputStream());
            OutputStream out = new BufferedOutputStream(connection.getOutputStream());
            try {
                boolean again = true;
                while (again) {
                    @Nullable MessageHead head = MessageHead.read(in);
                    again = head != null && wellFormed(head) && handler.serve(head, in, out);
                    out.flush();
                }
            } catch (MalformedMessageException e) {
                String reason = e.getMessage() + "\n";
                out.write(("HTTP/1.1 " + e.status() + " \r\nContent-Type: text/plain\r\nConnection: close\r\n"
                                + "Content-Length: " + reason.length() + "\r\n\r\n" + reason)
                        .getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
            }
        } catch (IOException gone) {
            // The other side has closed the connection.
        } finally {
            connections.remove(connection);
        }
    }

    private static boolean wellFormed(MessageHead head) throws MalformedMessageException {
        if (!head.start().matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+ \\S+ HTTP/1\\.[01]")) {
            throw new MalformedMessageException(400, "a request line that is none");
        }
        return true;
    }

    /** Ends all connections. */
    @Override
    public void close() {
        try {
            socket.close();
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            threads.shutdownNow();
        }
    }
}
