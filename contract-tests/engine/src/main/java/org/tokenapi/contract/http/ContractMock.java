package org.tokenapi.contract.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.tokenapi.contract.check.Exchange;
import org.tokenapi.contract.check.ExchangeChecker;
import org.tokenapi.contract.check.Headers;
import org.tokenapi.contract.check.Verdict;
import org.tokenapi.contract.mock.Mock;

/**
 * A mock that checks every request. A response to a request that violates the document has the header
 * {@code X-Contract-Violations}. Thread-safe.
 */
public final class ContractMock implements AutoCloseable {
    /** Larger bodies are received, but not checked. */
    private static final int LARGEST_CHECKED = 10 * 1024 * 1024;

    private final Mock mock;
    private final ExchangeChecker checker;
    private final boolean crossOrigin;
    private final Consumer<Verdict> verdicts;
    private final HttpListener listener;

    /**
     * Starts a mock.
     *
     * @param mock chooses the responses
     * @param checker the checker of the same document
     * @param crossOrigin whether pages of any origin may call it from a browser
     * @param port 0 for any free port
     * @param verdicts gets the verdict on each request, with evidence, before the response is sent; called by several
     *     threads
     * @throws java.io.UncheckedIOException if the address is not available
     */
    public ContractMock(
            Mock mock,
            ExchangeChecker checker,
            boolean crossOrigin,
            String host,
            int port,
            Consumer<Verdict> verdicts) {
        this.mock = mock;
        this.checker = checker;
        this.crossOrigin = crossOrigin;
        this.verdicts = verdicts;
        this.listener = new HttpListener(host, port, Connection::new);
    }

    /** The address to send requests to, without a slash at the end. */
    public URI baseUri() {
        return listener.baseUri();
    }

    @Override
    public void close() {
        listener.close();
    }

    private final class Connection implements HttpListener.Handler {
        @Override
        public boolean serve(MessageHead head, InputStream in, OutputStream out) throws IOException {
            if (crossOrigin && CrossOrigin.isPreflight(head)) {
                send(head, 204, CrossOrigin.preflight(head), new byte[0], out);
                return head.keepsConnection();
            }
            BodyFraming framing = BodyFraming.ofRequest(head);
            if (!framing.isEmpty() && head.lists("Expect", "100-continue")) {
                out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
            }
            Capture body = new Capture(LARGEST_CHECKED);
            framing.copy(in, OutputStream.nullOutputStream(), body);
            Exchange.Request request =
                    new Exchange.Request(head.part(0), head.target(), head.headers(), body.bytes(), body.isComplete());
            Mock.Chosen chosen = mock.respond(request);
            // The response is the document's own, so only the request is judged.
            Verdict verdict = checker.checkWithEvidence(new Exchange(
                            request, new Exchange.Response(chosen.status(), Headers.of(Map.of()), chosen.body())))
                    .ofRequest();
            verdicts.accept(verdict);
            Map<String, String> headers = new LinkedHashMap<>(chosen.headers());
            String violations = Violations.value(verdict);
            if (violations != null) {
                headers.put(Violations.HEADER, violations);
            }
            if (crossOrigin) {
                headers.putAll(CrossOrigin.headers(head));
            }
            send(head, chosen.status(), headers, chosen.body(), out);
            return head.keepsConnection();
        }

        @Override
        public void close() {
            // It holds nothing.
        }
    }

    private static void send(
            MessageHead request, int status, Map<String, String> headers, byte[] body, OutputStream out)
            throws IOException {
        MessageHead head = MessageHead.response(status);
        for (Map.Entry<String, String> header : headers.entrySet()) {
            head = head.with(header.getKey(), header.getValue());
        }
        if (status != 204 && status != 304) {
            head = head.with("Content-Length", Integer.toString(body.length));
        }
        if (!request.keepsConnection()) {
            head = head.with("Connection", "close");
        }
        head.write(out);
        if (!request.part(0).equals("HEAD") && status != 204 && status != 304) {
            out.write(body);
        }
        out.flush();
    }
}
