package org.tokenapi.referenceserver.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tokenapi.referenceserver.TestDatabase;
import org.tokenapi.referenceserver.TestServer;

/** Apart from control characters, an identifier is valid if, and only if, a request can reach its resource. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class IdentifiersTest {
    private TestServer server;

    @BeforeAll
    void takeServer() {
        server = TestDatabase.SQLITE.shared();
        server.reset();
    }

    static Stream<String> identifiers() {
        Stream<String> characters = IntStream.concat(
                        IntStream.rangeClosed(0x20, 0x7e),
                        IntStream.of(
                                0x80, 0x85, 0xa0, 0xff, 0x100, 0x2027, 0x2028, 0x2029, 0x202a, 0xd7ff, 0xfeff, 0xffff,
                                0x1f600))
                .mapToObj(c -> "a" + Character.toString(c) + "z");
        return Stream.concat(
                characters, Stream.of(".", "..", "...", "a.", ".a", " ", "~", "*", "a".repeat(255), "é".repeat(255)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, '\n', '\r', 0x1b, 0x1f, 0x7f})
    void hasNoControlCharacters(int character) {
        assertThat(Identifiers.isSound("a" + Character.toString(character))).isFalse();
    }

    @ParameterizedTest
    @MethodSource("identifiers")
    void isValidIfARequestCanReachIt(String id) {
        server.jdbc()
                .sql("update api_token set id = ? where token_display_name = 'nightly-build'")
                .param(id)
                .update();
        String encoded = URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");

        String response = server.raw(
                "POST " + TestServer.TOKENS + encoded + "?action=regenerate HTTP/1.1",
                "Host: 127.0.0.1",
                "Content-Type: " + TestServer.TRIGGER);

        assertThat(response.startsWith("HTTP/1.1 200")).as(response).isEqualTo(Identifiers.isSound(id));
    }
}
