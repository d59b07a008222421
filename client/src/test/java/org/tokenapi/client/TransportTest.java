package org.tokenapi.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a message says about a failed exchange: what happened and where, but nothing that the JDK quotes. */
final class TransportTest {
    private static final URI SERVICE = URI.create("https://idp.example:8443");

    static List<Arguments> failures() {
        return List.of(
                Arguments.of(
                        new UnknownHostException("s3cret"),
                        "unknown host idp.example, or that of a proxy (java.net.UnknownHostException)"),
                Arguments.of(
                        new ConnectException().initCause(new UnresolvedAddressException()),
                        "unknown host idp.example, or that of a proxy (java.net.ConnectException)"),
                Arguments.of(
                        new ConnectException("s3cret"),
                        "cannot connect to idp.example:8443 (java.net.ConnectException)"),
                Arguments.of(
                        new SSLHandshakeException("s3cret"),
                        "TLS handshake with idp.example failed (javax.net.ssl.SSLHandshakeException)"),
                Arguments.of(new IOException("s3cret"), "the connection broke (java.io.IOException)"),
                Arguments.of(
                        new TimeoutException("no complete response within 5 ms"), "no complete response within 5 ms"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void saysWhatHappenedAndWhere(Throwable failure, String message) {
        Transport transport = TokenApiClient.builder()
                .baseUri(SERVICE)
                .credentials(Credentials.bearer("access.token"))
                .build()
                .transport();

        assertThat(transport.message(failure)).isEqualTo(message);
    }
}
