package org.tokenapi.contract.http;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.check.Exchange;
import org.tokenapi.contract.check.ExchangeChecker;
import org.tokenapi.contract.check.Verdict;
import org.tokenapi.contract.spec.MediaType;

/**
 * A proxy in front of a server that checks every exchange against a document. What came is passed on to the byte: the
 * request target, headers in their order and case, bodies in their chunks. Only what concerns one connection, and
 * {@code Host}, is its own.
 *
 * <p>A response that violates the document gets the header {@code X-Contract-Violations}. For that it is held back
 * until it is whole, unless it is a stream of events or takes longer than a second: then it is passed on as it comes,
 * and its verdict is only recorded. Thread-safe.
 */
public final class ContractProxy implements AutoCloseable {
    /** Larger bodies are passed on, and checked no further than that they are there. */
    private static final int LARGEST_CHECKED = 10 * 1024 * 1024;

    private static final int CONNECT_MILLIS = 10_000;

    /** So long a response is held back at most. */
    private static final int HELD_MILLIS = 1_000;

    private final URI upstream;
    private final ExchangeChecker checker;
    private final Consumer<Verdict> verdicts;
    private final Consumer<String> failures;
    private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "contract-timer");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpListener listener;

    /**
     * Starts a proxy.
     *
     * @param checker the checker of the document
     * @param upstream the server; a path in it is put before that of each request
     * @param port 0 for a free one
     * @param verdicts receives the verdict of each exchange as it ends, with evidence; called by several threads
     * @param failures receives one line for each request without a response, which is not a violation of the server
     */
    public ContractProxy(
            ExchangeChecker checker,
            URI upstream,
            String host,
            int port,
            Consumer<Verdict> verdicts,
            Consumer<String> failures) {
        this.upstream = upstream;
        this.checker = checker;
        this.verdicts = verdicts;
        this.failures = failures;
        this.listener = new HttpListener(host, port, Connection::new);
    }

    /** Where it listens, without a slash at the end. */
    public URI baseUri() {
        return listener.baseUri();
    }

    @Override
    public void close() {
        listener.close();
        timers.shutdownNow();
    }

    private static String path(MessageHead request) {
        return request.target().replaceFirst("\\?.*", "");
    }

    /** What the address of the server puts before every path. */
    private String base() {
        String path = upstream.getRawPath();
        return path == null ? "" : path.replaceAll("/+$", "");
    }

    private String authority() {
        return upstream.getHost() + (upstream.getPort() < 0 ? "" : ":" + upstream.getPort());
    }

    /** Whether a response is one of those whose parts are meant to arrive one by one. */
    private static boolean isStream(MessageHead head) {
        return head.value("Content-Type")
                .flatMap(MediaType::parse)
                .filter(ContractProxy::isStream)
                .isPresent();
    }

    private static boolean isStream(MediaType type) {
        return Set.of("event-stream", "x-ndjson", "jsonl", "json-seq", "x-mixed-replace", "grpc")
                .contains(type.subtype());
    }

    /** One connection of a client, with one to the server. */
    private final class Connection implements HttpListener.Handler {
        private @Nullable Socket server;
        private InputStream fromServer = InputStream.nullInputStream();
        private OutputStream toServer = OutputStream.nullOutputStream();

        @Override
        public boolean serve(MessageHead request, InputStream in, OutputStream out) throws IOException {
            BodyFraming framing = BodyFraming.ofRequest(request);
            Capture sent = new Capture(LARGEST_CHECKED);
            boolean again = request.keepsConnection();
            MessageHead response;
            try {
                connect();
                response = exchange(request, framing, in, out, sent);
            } catch (MalformedMessageException e) {
                throw e;
            } catch (IOException e) {
                close();
                String reason =
                        "no response from " + upstream + ": " + e.getClass().getSimpleName();
                failures.accept(request.part(0) + " " + path(request) + ": " + reason);
                fail(out, reason);
                return false;
            }
            Exchange.Request checked =
                    new Exchange.Request(request.part(0), request.target(), request.headers(), sent.bytes());
            return relay(checked, sent.isComplete(), response, out) && again;
        }

        private void connect() throws IOException {
            if (server != null && isFresh(server)) {
                return;
            }
            close();
            boolean secure = "https".equalsIgnoreCase(upstream.getScheme());
            int port = upstream.getPort() >= 0 ? upstream.getPort() : secure ? 443 : 80;
            Socket socket = new Socket();
            socket.connect(new InetSocketAddress(upstream.getHost(), port), CONNECT_MILLIS);
            socket.setTcpNoDelay(true);
            if (secure) {
                SSLSocket encrypted = (SSLSocket) ((SSLSocketFactory) SSLSocketFactory.getDefault())
                        .createSocket(socket, upstream.getHost(), port, true);
                SSLParameters parameters = encrypted.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                encrypted.setSSLParameters(parameters);
                encrypted.startHandshake();
                socket = encrypted;
            }
            server = socket;
            fromServer = new BufferedInputStream(socket.getInputStream());
            toServer = new BufferedOutputStream(socket.getOutputStream());
        }

        /** Whether a connection that was used before is still open. A server may close it at any time. */
        private boolean isFresh(Socket socket) throws IOException {
            socket.setSoTimeout(1);
            try {
                fromServer.mark(1);
                // The server has closed the connection, or sent something without a request.
                fromServer.read();
                return false;
            } catch (SocketTimeoutException nothing) {
                return true;
            } catch (IOException broken) {
                return false;
            } finally {
                socket.setSoTimeout(0);
            }
        }

        /** Sends a request on, and reads the head of the final response. */
        private MessageHead exchange(
                MessageHead request, BodyFraming framing, InputStream in, OutputStream out, Capture sent)
                throws IOException {
            MessageHead passed = request.withoutConnection()
                    .withStart(request.part(0) + " " + base() + request.target() + " HTTP/1.1")
                    .with("Host", authority());
            passed.write(toServer);
            toServer.flush();
            if (!framing.isEmpty() && request.lists("Expect", "100-continue")) {
                MessageHead early = await(in);
                while (early != null && early.status() < 200) {
                    early.write(out);
                    out.flush();
                    early = early.status() == 100 ? null : MessageHead.read(fromServer);
                }
                if (early != null) {
                    // It is refused, and the body not wanted.
                    return early;
                }
            }
            try {
                framing.copy(in, toServer, sent);
            } catch (MalformedMessageException e) {
                throw e;
            } catch (IOException e) {
                // A server may respond before it has read the whole body, and close the connection.
                MessageHead early = MessageHead.read(fromServer);
                if (early == null) {
                    throw e;
                }
                return early;
            }
            MessageHead response = MessageHead.read(fromServer);
            while (response != null && response.status() < 200) {
                response.write(out);
                out.flush();
                response = MessageHead.read(fromServer);
            }
            if (response == null) {
                throw new IOException("the server closed the connection");
            }
            return response;
        }

        /** Waits for the server to say something, or for the client to send its body without being asked. */
        private @Nullable MessageHead await(InputStream in) throws IOException {
            Socket socket = server;
            while (socket != null && in.available() == 0) {
                socket.setSoTimeout(20);
                try {
                    fromServer.mark(1);
                    int first = fromServer.read();
                    if (first < 0) {
                        throw new IOException("the server closed the connection");
                    }
                    fromServer.reset();
                    socket.setSoTimeout(0);
                    return MessageHead.read(fromServer);
                } catch (SocketTimeoutException nothingYet) {
                    // Then the client is looked at again.
                } finally {
                    socket.setSoTimeout(0);
                }
            }
            return null;
        }

        /** Passes a response on, and has the exchange checked. */
        private boolean relay(Exchange.Request request, boolean isWhole, MessageHead head, OutputStream out)
                throws IOException {
            BodyFraming framing = BodyFraming.ofResponse(head, request.method());
            boolean serverStays = head.keepsConnection() && !framing.endsWithConnection();
            Capture received = new Capture(LARGEST_CHECKED);
            MessageHead passed = head.withoutConnection();
            HeldOutput held = new HeldOutput(
                    framing.endsWithConnection() ? passed.with("Connection", "close") : passed, out, LARGEST_CHECKED);
            ScheduledFuture<?> timer = null;
            if (isStream(head)) {
                held.release();
            } else {
                timer = timers.schedule(
                        () -> {
                            held.release();
                            return null;
                        },
                        HELD_MILLIS,
                        TimeUnit.MILLISECONDS);
            }
            IOException broken = null;
            try {
                framing.copy(fromServer, held, received);
            } catch (IOException e) {
                broken = e;
            } finally {
                if (timer != null) {
                    timer.cancel(false);
                }
            }
            Exchange exchange = new Exchange(
                    request,
                    broken == null
                            ? new Exchange.Response(head.status(), head.headers(), received.bytes())
                            : Exchange.Response.none());
            Verdict verdict = checker.checkWithEvidence(exchange);
            if (broken != null) {
                verdict = verdict.ofRequest();
            }
            verdicts.accept(verdict);
            if (broken != null) {
                failures.accept(request + ": the response broke off: "
                        + broken.getClass().getSimpleName());
                held.release();
                close();
                return false;
            }
            String violations = Violations.value(verdict);
            held.finish(violations == null ? null : new MessageHead.Field(Violations.HEADER, violations));
            if (!serverStays) {
                close();
            }
            return !framing.endsWithConnection();
        }

        private void fail(OutputStream out, String reason) throws IOException {
            byte[] body = (reason + "\n").getBytes(StandardCharsets.UTF_8);
            out.write(("HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n"
                            + "Content-Length: " + body.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            out.write(body);
            out.flush();
        }

        @Override
        public void close() {
            try {
                if (server != null) {
                    server.close();
                }
            } catch (IOException alreadyGone) {
                // Then it is closed.
            }
            server = null;
        }
    }
}
