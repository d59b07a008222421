package org.tokenapi.contract.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tokenapi.contract.check.ExchangeChecker;
import org.tokenapi.contract.check.Verdict;
import org.tokenapi.contract.spec.OpenApiDocument;

/** What passes through the proxy arrives as it was sent, and is checked. */
@Timeout(30)
final class ContractProxyTest {
    private static final OpenApiDocument DOCUMENT = OpenApiDocument.parse("document", """
            openapi: 3.0.3
            paths:
              /a:
                get: {responses: {'200': {description: d, content: {'*/*': {}}}}}
                trace: {responses: {'200': {description: d, content: {'*/*': {}}}}}
                post:
                  requestBody: {content: {'*/*': {}}}
                  responses: {'200': {description: d, content: {application/json: {schema: {type: integer}}}}}
            """);

    private final List<Verdict> verdicts = new CopyOnWriteArrayList<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private RawServer server;
    private ContractProxy proxy;

    @BeforeEach
    void start() throws IOException {
        server = new RawServer();
        proxy = new ContractProxy(
                new ExchangeChecker(DOCUMENT), server.uri(), "127.0.0.1", 0, verdicts::add, failures::add);
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a?b=c|d",
                "/a?b={c}",
                "/a?b=c^d",
                "/a?b=\"c\"",
                "/a?b=100%",
                "/a?b=%zz",
                "/a?b=<c>",
                "/a?b=`c`",
                "/a?b=c\\d",
                "/a?b",
                "/a?b;c",
                "/a%2fb",
                "//a",
                "/a?b=%c3%a9",
                "/__admin"
            })
    void passesTheTargetOnToTheLetter(String target) throws Exception {
        send("GET " + target + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");

        assertThat(server.requests.take()).startsWith("GET " + target + " HTTP/1.1\r\n");
    }

    @Test
    void passesHeadersOnInTheirOrderAndCase() throws Exception {
        send(
                "GET /a HTTP/1.1\r\nHost: h\r\nuser-agent: me/1\r\nX-B: 1\r\nx-a:2\r\nX-B: 3\r\nConnection: close, X-Own\r\n"
                        + "X-Own: 4\r\n\r\n");

        assertThat(server.requests.take())
                .contains("\r\nuser-agent: me/1\r\nX-B: 1\r\nx-a:2\r\nX-B: 3\r\n\r\n")
                .contains("\r\nHost: 127.0.0.1:" + server.uri().getPort() + "\r\n")
                .doesNotContain("X-Own");
    }

    @Test
    void addsNoHeaderOfItsOwn() throws Exception {
        send("TRACE /a HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");

        assertThat(server.requests.take().split("\r\n")).hasSize(2);
    }

    @Test
    void passesChunksOnAsTheyAre() throws Exception {
        server.response = "HTTP/1.1 200 Fine\r\nTransfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\n"
                + "1;x=y\r\n4\r\n1\r\n2\r\n0\r\nX-Trailer: t\r\n\r\n";
        String response = send("POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n"
                + "Content-Type: text/plain\r\n\r\n3\r\nabc\r\n0\r\n\r\n");

        assertThat(server.requests.take()).endsWith("\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
        assertThat(response)
                .startsWith("HTTP/1.1 200 Fine\r\n")
                .endsWith("1;x=y\r\n4\r\n1\r\n2\r\n0\r\nX-Trailer: t\r\n\r\n");
        assertThat(verdicts).singleElement().satisfies(verdict -> {
            assertThat(verdict.exchange().request().body()).asString().isEqualTo("abc");
            assertThat(verdict.exchange().response().body()).asString().isEqualTo("42");
            assertThat(verdict.violations()).isEmpty();
        });
    }

    @Test
    void saysInAHeaderThatAnExchangeViolatesTheDocument() throws Exception {
        server.response = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Type: application/json\r\n\r\n\"a\"";

        assertThat(send("POST /a HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"))
                .contains(
                        "\r\nX-Contract-Violations: 1 /paths/~1a/post/responses/200/content/application~1json/schema/type\r\n")
                .endsWith("\r\n\r\n\"a\"");
    }

    @Test
    void passesEventsOnAsTheyCome() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        server.response = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: 1\n\n";
        server.beforeEnd = seen::await;
        try (Socket client = connect("GET /a HTTP/1.1\r\nHost: h\r\n\r\n")) {
            assertThat(until(client.getInputStream(), "data: 1\n\n")).contains("text/event-stream");
            assertThat(verdicts).isEmpty();
            seen.countDown();
            assertThat(client.getInputStream().readAllBytes()).isEmpty();
        }

        assertThat(verdicts).hasSize(1);
    }

    @Test
    void passesOnWhatTakesLonger() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        server.response = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Type: text/plain\r\n\r\na";
        server.beforeEnd = seen::await;
        server.rest = "bc";
        try (Socket client = connect("GET /a HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")) {
            assertThat(until(client.getInputStream(), "\r\n\r\na")).contains("Content-Length: 3");
            seen.countDown();
            assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("bc");
        }
    }

    @Test
    void asksForABodyThatWaitsToBeAskedFor() throws Exception {
        server.response = "HTTP/1.1 100 Continue\r\n\r\n";
        server.beforeEnd = () -> {};
        server.rest = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Type: application/json\r\n\r\n1";
        server.bodyBetween = true;
        try (Socket client = connect("POST /a HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 3\r\n"
                + "Content-Type: text/plain\r\nConnection: close\r\n\r\n")) {
            assertThat(until(client.getInputStream(), "\r\n\r\n")).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            client.getOutputStream().write("abc".getBytes(StandardCharsets.US_ASCII));
            assertThat(client.getInputStream().readAllBytes()).asString().startsWith("HTTP/1.1 200 OK");
        }
        assertThat(verdicts)
                .singleElement()
                .satisfies(verdict -> assertThat(verdict.exchange().request().body())
                        .asString()
                        .isEqualTo("abc"));
    }

    @Test
    void servesSeveralRequestsOfOneConnection() throws Exception {
        server.response = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Type: text/plain\r\n\r\nok";
        try (Socket client = connect("GET /a HTTP/1.1\r\nHost: h\r\n\r\n")) {
            until(client.getInputStream(), "\r\n\r\nok");
            // The server has closed its side; the proxy opens another one.
            client.getOutputStream().write("GET /a HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n".getBytes());
            assertThat(client.getInputStream().readAllBytes()).asString().endsWith("ok");
        }
        assertThat(verdicts).hasSize(2);
    }

    @Test
    void isToBlameItselfForAServerThatIsNotThere() throws Exception {
        server.close();

        assertThat(send("GET /a?secret=hunter2 HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 502 Bad Gateway\r\n");
        assertThat(verdicts).isEmpty();
        assertThat(failures).singleElement().asString().startsWith("GET /a: ").doesNotContain("hunter2");
    }

    @Test
    void doesNotBlameAServerForAResponseThatBreaksOff() throws Exception {
        server.response = "HTTP/1.1 200 OK\r\nContent-Length: 30\r\nContent-Type: text/plain\r\n\r\nhalf";

        assertThat(send("GET /a HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"))
                .endsWith("half");
        assertThat(verdicts)
                .singleElement()
                .satisfies(verdict -> assertThat(verdict.violations()).isEmpty());
        assertThat(failures).singleElement().asString().contains("broke off");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\r\n\r\n",
                "GET /a b HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET /a HTTP/1.1\r\nHost : h\r\n\r\n",
                "GET /a HTTP/1.1\r\nHost: h\r\n folded: x\r\n\r\n",
                "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 1, 2\r\n\r\n",
                "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
            })
    void refusesWhatIsNotHttp(String request) throws Exception {
        assertThat(send(request)).startsWith("HTTP/1.1 400 ");
        assertThat(verdicts).isEmpty();
    }

    private String send(String request) throws IOException {
        try (Socket client = connect(request)) {
            return new String(client.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private Socket connect(String request) throws IOException {
        Socket client =
                new Socket(InetAddress.getLoopbackAddress(), proxy.baseUri().getPort());
        client.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        return client;
    }

    private static String until(InputStream in, String end) throws IOException {
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        while (!seen.toString(StandardCharsets.ISO_8859_1).endsWith(end)) {
            int b = in.read();
            if (b < 0) {
                throw new AssertionError("ended with " + seen);
            }
            seen.write(b);
        }
        return seen.toString(StandardCharsets.ISO_8859_1);
    }

    /** A server that keeps each request as it came, and closes each connection after one response. */
    private static final class RawServer implements Closeable {
        private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
        private volatile String response = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nContent-Type: text/plain\r\n\r\n";
        private volatile String rest = "";
        private volatile boolean bodyBetween;
        private volatile Waiting beforeEnd = () -> {};

        interface Waiting {
            void await() throws InterruptedException;
        }

        RawServer() throws IOException {
            Thread thread = new Thread(this::run);
            thread.setDaemon(true);
            thread.start();
        }

        URI uri() {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }

        private void run() {
            while (!socket.isClosed()) {
                try (Socket connection = socket.accept()) {
                    serve(new BufferedInputStream(connection.getInputStream()), connection.getOutputStream());
                } catch (IOException closed) {
                    // The loop knows whether it goes on.
                } catch (InterruptedException e) {
                    return;
                }
            }
        }

        private void serve(InputStream in, OutputStream out) throws IOException, InterruptedException {
            MessageHead head = MessageHead.read(in);
            if (head == null) {
                return;
            }
            ByteArrayOutputStream raw = new ByteArrayOutputStream();
            head.write(raw);
            if (!bodyBetween) {
                BodyFraming.ofRequest(head).copy(in, raw, OutputStream.nullOutputStream());
            }
            requests.add(raw.toString(StandardCharsets.ISO_8859_1));
            out.write(response.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            if (bodyBetween) {
                BodyFraming.ofRequest(head).copy(in, raw, OutputStream.nullOutputStream());
            }
            beforeEnd.await();
            out.write(rest.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
