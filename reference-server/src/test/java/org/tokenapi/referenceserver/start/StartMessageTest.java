package org.tokenapi.referenceserver.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;

final class StartMessageTest {
    private final ServerProperties server = new ServerProperties();

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, http://127.0.0.1:80",
        "0.0.0.0, http://127.0.0.1:80",
        "::, http://127.0.0.1:80",
        "::1, http://[0:0:0:0:0:0:0:1]:80",
        "localhost, http://localhost:80",
    })
    void namesTheAddress(String address, String url) throws UnknownHostException {
        server.setAddress(InetAddress.getByName(address));

        assertThat(StartMessage.url(server, 80)).isEqualTo(url);
    }

    @Test
    void namesSchemeAndContextPath() {
        server.setSsl(new Ssl());
        server.getServlet().setContextPath("/base");

        assertThat(StartMessage.url(server, 8443)).isEqualTo("https://127.0.0.1:8443/base");
    }
}
