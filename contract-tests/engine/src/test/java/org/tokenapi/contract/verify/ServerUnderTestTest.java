package org.tokenapi.contract.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tokenapi.contract.check.Exchange;
import org.tokenapi.contract.check.Headers;

/** Whatever a server does, an exchange ends within its limits, with a message of one line. */
final class ServerUnderTestTest {
    private static final Exchange.Request REQUEST =
            new Exchange.Request("GET", "/a", Headers.of(Map.of()), new byte[0]);

    private final CountDownLatch end = new CountDownLatch(1);
    private ServerSocket socket;

    @BeforeEach
    void listen() throws IOException {
        socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        end.countDown();
        socket.close();
    }

    @Test
    void endsWhenAServerNeverResponds() {
        serve(out -> end.await());

        assertThatThrownBy(() -> send(Duration.ofMillis(200))).hasMessageContaining("within 200 ms");
    }

    @Test
    void endsWhenAResponseNeverEnds() {
        serve(out -> {
            write(out, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
            end.await();
        });

        assertThatThrownBy(() -> send(Duration.ofMillis(200)))
                .hasMessageContaining("no complete response within 200 ms");
    }

    @Test
    void goesOnAfterAResponseThatNeverEnds() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        serve(
                out -> write(
                        out,
                        requests.incrementAndGet() <= 4
                                ? "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"
                                : "HTTP/1.1 204 No Content\r\n\r\n"),
                true);
        for (int i = 0; i < 4; i++) {
            assertThatThrownBy(() -> send(Duration.ofMillis(100))).hasMessageContaining("within 100 ms");
        }

        assertThat(send(Duration.ofSeconds(10)).response().status()).isEqualTo(204);
    }

    @Test
    void saysThatAConnectionWasDropped() {
        serve(out -> {});

        assertThatThrownBy(() -> send(Duration.ofSeconds(10))).hasMessageContaining("the connection failed");
    }

    @Test
    void saysThatABodyWasCutShort() {
        serve(out -> write(out, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"));

        assertThatThrownBy(() -> send(Duration.ofSeconds(10))).hasMessageContaining("the connection failed");
    }

    @Test
    void stopsReadingAResponseThatIsTooLarge() {
        serve(out -> {
            write(out, "HTTP/1.1 200 OK\r\nContent-Length: 52428800\r\n\r\n");
            byte[] megabyte = new byte[1024 * 1024];
            for (int i = 0; i < 50; i++) {
                out.write(megabyte);
            }
        });

        assertThatThrownBy(() -> send(Duration.ofSeconds(30))).hasMessageContaining("larger than");
    }

    @Test
    void doesNotFollowRedirects() throws Exception {
        serve(out -> write(out, "HTTP/1.1 302 Found\r\nLocation: /a\r\nContent-Length: 0\r\n\r\n"));

        assertThat(send(Duration.ofSeconds(10)).response().status()).isEqualTo(302);
    }

    @Test
    void saysThatTheTlsHandshakeFailed() {
        serve(out -> write(out, "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"));
        ServerUnderTest target =
                new ServerUnderTest(URI.create("https://127.0.0.1:" + socket.getLocalPort()), Duration.ofSeconds(10));

        assertThatThrownBy(() -> target.send(REQUEST))
                .hasMessageContaining("TLS handshake with")
                .matches(e -> ((ServerUnderTest.NoResponseException) e).isUnreachable());
    }

    private Exchange send(Duration limit) throws Exception {
        return new ServerUnderTest(URI.create("http://127.0.0.1:" + socket.getLocalPort()), limit).send(REQUEST);
    }

    private interface RawResponse {
        void write(OutputStream out) throws Exception;
    }

    private void serve(RawResponse response) {
        serve(response, false);
    }

    private void serve(RawResponse response, boolean keepOpen) {
        Thread thread = new Thread(() -> {
            // Accepts several connections, because the client retries when a connection ends before a response.
            while (!socket.isClosed()) {
                try {
                    Socket connection = socket.accept();
                    readHead(connection.getInputStream());
                    response.write(connection.getOutputStream());
                    if (!keepOpen) {
                        connection.close();
                    }
                } catch (Exception gone) {
                    // The client closed the connection, or the test has ended.
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static void readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int next = in.read();
                next >= 0 && head.indexOf("\r\n\r\n") < 0;
                next = in.available() > 0 ? in.read() : -1) {
            head.append((char) next);
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }
}
