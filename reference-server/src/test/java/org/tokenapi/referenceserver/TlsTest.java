package org.tokenapi.referenceserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.tokenapi.referenceserver.settings.StartException;

/** TLS with two settings, and a certificate in PEM files. */
@ExtendWith(OutputCaptureExtension.class)
final class TlsTest {
    private static final String PASSWORD = "of-the-test";

    @TempDir
    private Path directory;

    private Path certificate;
    private Path privateKey;
    private KeyStore store;

    @BeforeEach
    void makeACertificate() throws Exception {
        Path file = directory.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=ip:127.0.0.1,dns:localhost",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes());
        assertThat(keytool.waitFor()).as(said).isZero();
        store = KeyStore.getInstance("PKCS12");
        try (InputStream stream = new FileInputStream(file.toFile())) {
            store.load(stream, PASSWORD.toCharArray());
        }
        certificate = pem("CERTIFICATE", store.getCertificate("server").getEncoded());
        privateKey = pem(
                "PRIVATE KEY", store.getKey("server", PASSWORD.toCharArray()).getEncoded());
    }

    @Test
    void isOnWithACertificateAndItsKey(CapturedOutput output) throws Exception {
        try (TestServer server = start()) {
            String url = "https://" + server.base().substring("http://".length());
            assertThat(output.getOut())
                    .contains("The reference server is ready: " + url)
                    .contains("curl -sS --cacert '" + certificate + "' -X POST ");
            HttpResponse<String> response = trusting()
                    .send(
                            HttpRequest.newBuilder(URI.create(url + TestServer.TOKENS + "search"))
                                    .POST(HttpRequest.BodyPublishers.noBody())
                                    .header("Authorization", "Bearer " + server.token())
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).contains("\"href\":\"" + url + "/");
            assertThat(response.headers().firstValue("Strict-Transport-Security"))
                    .isPresent();
        }
    }

    @Test
    void aFileThatIsNotThereIsRefused(CapturedOutput output) throws IOException {
        Files.delete(certificate);

        assertThatThrownBy(this::start).isInstanceOf(StartException.class);
        assertThat(output.getAll())
                .contains("server.ssl.certificate-private-key is missing or not valid PEM")
                .doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA"})
    void theKeyOfAnotherCertificateIsRefused(String algorithm, CapturedOutput output) throws Exception {
        pem(
                "PRIVATE KEY",
                KeyPairGenerator.getInstance(algorithm)
                        .generateKeyPair()
                        .getPrivate()
                        .getEncoded());

        assertThatThrownBy(this::start).isInstanceOf(StartException.class);
        assertThat(output.getAll())
                .contains("server.ssl.certificate-private-key does not match the first certificate")
                .doesNotContain("\tat ");
    }

    private TestServer start() {
        return TestServer.start(
                directory.resolve("data"),
                "--token-api.print-access-token=true",
                "--server.ssl.certificate=" + certificate,
                "--server.ssl.certificate-private-key=" + privateKey);
    }

    private HttpClient trusting() throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", store.getCertificate("server"));
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }

    private Path pem(String kind, byte[] content) throws IOException {
        return Files.writeString(
                directory.resolve(kind.replace(' ', '-') + ".pem"),
                "-----BEGIN " + kind + "-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + kind
                        + "-----\n");
    }
}
