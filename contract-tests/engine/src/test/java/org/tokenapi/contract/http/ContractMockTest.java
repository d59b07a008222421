package org.tokenapi.contract.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tokenapi.contract.check.ExchangeChecker;
import org.tokenapi.contract.check.Verdict;
import org.tokenapi.contract.mock.Mock;
import org.tokenapi.contract.mock.MockResponses;
import org.tokenapi.contract.spec.OpenApiDocument;

/** The mock as a client sees it on the wire. */
@Timeout(30)
final class ContractMockTest {
    private static final OpenApiDocument DOCUMENT = OpenApiDocument.parse("document", """
            openapi: 3.0.3
            paths:
              /a:
                get: {responses: {'200': {description: d, content: {application/json: {schema: {type: integer, enum: [7]}}}}}}
                post:
                  requestBody: {required: true, content: {application/json: {schema: {type: integer}}}}
                  responses: {'204': {description: d}}
              /__admin/mappings:
                get: {responses: {'200': {description: d, content: {text/plain: {example: ours}}}}}
            """);

    private final List<Verdict> verdicts = new CopyOnWriteArrayList<>();
    private ContractMock mock;

    @BeforeEach
    void start() {
        mock = start(false);
    }

    @AfterEach
    void stop() {
        mock.close();
    }

    private ContractMock start(boolean crossOrigin) {
        ExchangeChecker checker = new ExchangeChecker(DOCUMENT);
        return new ContractMock(
                new Mock(new MockResponses(DOCUMENT, checker)), checker, crossOrigin, "127.0.0.1", 0, verdicts::add);
    }

    @Test
    void servesRequestsOneAfterAnotherOnOneConnection() throws Exception {
        String received =
                send("GET /a HTTP/1.1\r\nHost: h\r\n\r\nGET /a HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");

        assertThat(received.split("HTTP/1.1 200 ", -1)).hasSize(3);
        assertThat(received).endsWith("\r\n\r\n7");
    }

    @Test
    void sendsTheLengthButNoBodyInReplyToHead() throws Exception {
        assertThat(send("HEAD /a HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ")
                .contains("Content-Length: 1\r\n")
                .endsWith("\r\n\r\n");
    }

    @ParameterizedTest
    @CsvSource({"'5',true", "'x',false"})
    void judgesBodiesInChunks(String body, boolean conforms) throws Exception {
        String received = send("POST /a HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nConnection: close\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n1\r\n" + body + "\r\n0\r\n\r\n");

        assertThat(received).startsWith("HTTP/1.1 204 ");
        assertThat(received.contains("X-Contract-Violations: 1 ")).isNotEqualTo(conforms);
        assertThat(verdicts)
                .singleElement()
                .matches(verdict -> verdict.violations().isEmpty() == conforms);
    }

    @Test
    void asksForABodyThatWaitsToBeAskedFor() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", mock.baseUri().getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /a HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nExpect: 100-continue\r\n"
                            + "Content-Length: 1\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            assertThat(new String(socket.getInputStream().readNBytes(25), StandardCharsets.ISO_8859_1))
                    .isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            out.write('5');
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .startsWith("HTTP/1.1 204 ");
        }
    }

    @Test
    void leavesEveryPathToTheDocument() throws Exception {
        assertThat(send("GET /__admin/mappings HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"))
                .endsWith("ours");
        assertThat(send("POST /__admin/mappings HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 405 ");
    }

    @Test
    void letsNoPageCallItUnlessItIsAllowed() throws Exception {
        assertThat(send("GET /a HTTP/1.1\r\nHost: h\r\nOrigin: http://page.example\r\nConnection: close\r\n\r\n"))
                .doesNotContain("Access-Control");
    }

    @Test
    void letsPagesOfAnyOriginCallItIfItIsAllowed() throws Exception {
        mock.close();
        mock = start(true);

        assertThat(
                        send(
                                "OPTIONS /a HTTP/1.1\r\nHost: h\r\nOrigin: http://page.example\r\nConnection: close\r\n"
                                        + "Access-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: authorization\r\n\r\n"))
                .startsWith("HTTP/1.1 204 ")
                .contains("Access-Control-Allow-Origin: http://page.example\r\n")
                .contains("Access-Control-Allow-Methods: POST\r\n")
                .contains("Access-Control-Allow-Headers: authorization\r\n");
        assertThat(verdicts).isEmpty();
        assertThat(send("GET /a HTTP/1.1\r\nHost: h\r\nOrigin: http://page.example\r\nConnection: close\r\n\r\n"))
                .contains("Access-Control-Allow-Origin: http://page.example\r\n")
                .contains("Vary: Origin\r\n");
    }

    private String send(String message) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", mock.baseUri().getPort())) {
            socket.getOutputStream().write(message.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
