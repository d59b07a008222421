package org.tokenapi.referenceserver.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tokenapi.referenceserver.TestServer.NIGHTLY;
import static org.tokenapi.referenceserver.TestServer.TOKENS;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.tokenapi.referenceserver.TestServer;

/** What all responses have in common, whichever component writes them. */
@ExtendWith(OutputCaptureExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EveryRequestTest {
    private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private TestServer server;

    @BeforeAll
    void start(@TempDir Path directory) {
        server = TestServer.start(directory, "--logging.level.org.tokenapi.access=info");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void eachRequestHasAnIdOfItsOwn() {
        String one = server.search("{}").send().header("X-Request-Id");
        String two = server.search("{}").send().header("X-Request-Id");

        assertThat(one).matches(UUID).isNotEqualTo(two);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "Root=1-67891233-abcdef", "3f0c9a52-6b1e-4d57-8a7e-2c9d41b0f6aa", "a/b:c+d~e.f_g"})
    void keepsTheIdOfTheCaller(String id) {
        TestServer.TestResponse response =
                server.search("{}").header("X-Request-Id", id).send();

        assertThat(response.header("X-Request-Id")).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "a\"b", "a{b}", "<b>", "a\tb", "x%0a", "ab'", "a,b"})
    void replacesAnInvalidId(String id) {
        TestServer.TestResponse response =
                server.search("{}").header("X-Request-Id", id).send();

        assertThat(response.header("X-Request-Id")).matches(UUID);
    }

    @Test
    void replacesAnIdThatIsTooLong() {
        assertThat(idOf("x".repeat(128))).isEqualTo("x".repeat(128));
        assertThat(idOf("x".repeat(129))).matches(UUID);
    }

    private String idOf(String sent) {
        return server.search("{}").header("X-Request-Id", sent).send().header("X-Request-Id");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /acs/t/CUSTOMER/api-tokens/search?pageSize=0, 400",
        "POST, /acs/t/OTHER/api-tokens/search, 403",
        "POST, /acs/t/CUSTOMER/api-tokens/unknown?action=regenerate, 404",
        "GET, /nothing, 404",
        "DELETE, /acs/t/CUSTOMER/api-tokens/search, 405",
        "POST, /acs/t/CUSTOMER/api-tokens/a;b, 400",
        "GET, /acs/t/CUSTOMER/token, 405",
    })
    void problemsHaveTheId(String method, String path, int status) {
        TestServer.TestResponse response =
                server.call(method, path).header("X-Request-Id", "mine").send();

        assertThat(response.status()).isEqualTo(status);
        assertThat(response.property("request_id")).isEqualTo("mine");
        assertThat(response.header("X-Request-Id")).isEqualTo("mine");
    }

    @Test
    void refusalOfCredentialsHasTheId() {
        TestServer.TestResponse response = server.anonymous("POST", "/nothing")
                .header("X-Request-Id", "mine")
                .send();

        assertThat(response.status()).isEqualTo(401);
        assertThat(response.property("request_id")).isEqualTo("mine");
    }

    @Test
    void bodyThatIsTooLargeIsRefusedWithTheId() {
        TestServer.TestResponse response = server.search(" ".repeat(1_048_577)).send();

        assertThat(response.status()).isEqualTo(413);
        assertThat(response.property("request_id")).isEqualTo(response.header("X-Request-Id"));
    }

    @Test
    void linesOfTheLogHaveTheId(CapturedOutput output) {
        server.search("{}").header("X-Request-Id", "find-me").send();

        assertThat(lineOf(output, "find-me"))
                .matches(".*find-me .*: POST searchApiTokens 200 \\d+ ms, tenant CUSTOMER");
    }

    @Test
    void whatIsRefusedIsLoggedWithItsOperation(CapturedOutput output) {
        server.call("PATCH", TOKENS + NIGHTLY)
                .header("Authorization", "Bearer x")
                .header("X-Request-Id", "refused-1")
                .send();
        server.call("POST", "/acs/t/OTHER/api-tokens/search?pageSize=secret-value")
                .header("X-Request-Id", "refused-2")
                .send();
        server.call("POST", "/nothing-at-all")
                .header("X-Request-Id", "refused-3")
                .send();
        server.form("/acs/t/CUSTOMER/token", "grant_type", "x")
                .header("X-Request-Id", "refused-4")
                .send();

        assertThat(lineOf(output, "refused-1")).matches(".*PATCH patchApiToken 401 \\d+ ms, tenant -");
        assertThat(lineOf(output, "refused-2")).matches(".*POST searchApiTokens 403 \\d+ ms, tenant CUSTOMER");
        assertThat(lineOf(output, "refused-3")).matches(".*POST none 404 \\d+ ms, tenant CUSTOMER");
        assertThat(lineOf(output, "refused-4")).matches(".*POST token 400 \\d+ ms, tenant -");
        assertThat(output.getAll())
                .doesNotContain("nothing-at-all")
                .doesNotContain("secret-value")
                .doesNotContain(NIGHTLY);
    }

    /** The line is written after the response was sent. */
    private static String lineOf(CapturedOutput output, String id) {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (System.nanoTime() < deadline) {
            for (String line : output.getOut().lines().toList()) {
                if (line.contains(id)) {
                    return line;
                }
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("No line has " + id + ": " + output.getOut());
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /acs/t/CUSTOMER/api-tokens/search, 200",
        "POST, /acs/t/OTHER/api-tokens/search, 403",
        "GET, /nothing, 404",
        "POST, /acs/t/CUSTOMER/api-tokens/a;b, 400",
        "GET, /oauth2/jwks, 200",
        "GET, /health/ready, 200",
        "GET, /metrics, 200",
    })
    void everyResponseHasSecurityHeaders(String method, String path, int status) {
        TestServer.TestResponse response = server.call(method, path).send();

        assertThat(response.status()).isEqualTo(status);
        assertThat(response.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(response.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(response.header("Content-Security-Policy")).contains("frame-ancestors 'none'");
        assertThat(response.header("Cache-Control")).isEqualTo("no-store");
        assertThat(response.header("Server")).isEmpty();
        assertThat(response.header("Strict-Transport-Security")).isEmpty();
    }

    /** Requests that Tomcat rejects before the application sees them. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "no request line      | nonsense                                                        | 400",
                "no such version      | GET / HTTP/9.9                                                  | 505",
                "a bad target         | GET /<script>{} HTTP/1.1                                        | 400",
                "a target of nothing  | GET %00%zz HTTP/1.1                                             | 400",
                "a bad method         | G\"T / HTTP/1.1                                                 | 400",
                "no host              | GET / HTTP/1.1                                                  | 400",
                "two hosts            | GET / HTTP/1.1~Host: a~Host: b                                  | 400",
                "a bad header         | GET / HTTP/1.1~Host: a~bad header: x                            | 400",
                "a bad length         | POST / HTTP/1.1~Host: a~Content-Length: -1                      | 400",
                "two lengths          | POST / HTTP/1.1~Host: a~Content-Length: 1~Content-Length: 2     | 400",
                "a strange encoding   | POST / HTTP/1.1~Host: a~Transfer-Encoding: odd                  | 501",
                "TRACE                | TRACE / HTTP/1.1~Host: a                                        | 4..",
                "a method of its own  | BREW / HTTP/1.1~Host: a                                         | 4..",
            })
    void errorsOfTomcatRevealNoInternals(String what, String request, String status) throws IOException {
        assertRevealsNothing(raw(request.replace("~", "\r\n") + "\r\n\r\n"), status);
    }

    @Test
    void headersThatAreTooLargeTellNothingOfTheInside() throws IOException {
        assertRevealsNothing(raw("GET / HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(9_000) + "\r\n\r\n"), "400|431");
        assertRevealsNothing(raw("GET /" + "x".repeat(9_000) + " HTTP/1.1\r\nHost: a\r\n\r\n"), "400|414|431");
        assertRevealsNothing(raw("GET / HTTP/1.1\r\nHost: a\r\n" + "X: x\r\n".repeat(200) + "\r\n"), "400|431");
    }

    private static void assertRevealsNothing(String response, String status) {
        assertThat(response.lines().findFirst().orElseThrow()).matches("HTTP/1.1 (" + status + ") ?.*");
        assertThat(response)
                .containsIgnoringCase("\r\nX-Request-Id: ")
                .containsIgnoringCase("\r\nX-Content-Type-Options: nosniff")
                .containsIgnoringCase("\r\nContent-Type: application/problem+json")
                .contains("\"request_id\":")
                .doesNotContainIgnoringCase("tomcat")
                .doesNotContainIgnoringCase("apache")
                .doesNotContainIgnoringCase("<html")
                .doesNotContainIgnoringCase("\r\nServer:")
                .doesNotContain("java")
                .doesNotContain("Exception");
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", URI.create(server.base()).getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
