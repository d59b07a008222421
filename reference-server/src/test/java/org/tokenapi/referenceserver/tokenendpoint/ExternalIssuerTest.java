package org.tokenapi.referenceserver.tokenendpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.tokenapi.referenceserver.TestDatabase;
import org.tokenapi.referenceserver.TestServer;
import org.tokenapi.referenceserver.security.AccessTokens;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ExternalIssuerTest {
    private static final String METADATA = "/.well-known/oauth-authorization-server/login";

    private ECKey key;
    private HttpServer external;
    private String issuer;
    private TestServer server;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException, JOSEException {
        key = new ECKeyGenerator(Curve.P_256).keyID("external").generate();
        external = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        issuer = "http://127.0.0.1:" + external.getAddress().getPort() + "/login";
        response(external, METADATA, metadata(issuer));
        response(external, "/login/keys", new JWKSet(key.toPublicJWK()).toString());
        external.start();
        server = TestServer.start(directory, "--token-api.external-issuer=" + issuer);
    }

    @AfterAll
    void stop() {
        server.close();
        external.stop(0);
    }

    @Test
    void itsTokensAreAccepted() throws JOSEException {
        assertThat(search(sign(key, issuer, "token-management"))).isEqualTo(200);
    }

    @Test
    void itsTokensNeedTheAudience() throws JOSEException {
        assertThat(search(sign(key, issuer, "somebody"))).isEqualTo(401);
    }

    @Test
    void tokensOfAnotherIssuerAreRefused() throws JOSEException {
        assertThat(search(sign(key, issuer + "/acs/t/CUSTOMER", "token-management")))
                .isEqualTo(401);
    }

    @Test
    void tokensOfAnotherKeyAreRefused() throws JOSEException {
        ECKey other = new ECKeyGenerator(Curve.P_256).keyID("external").generate();

        assertThat(search(sign(other, issuer, "token-management"))).isEqualTo(401);
    }

    @Test
    void tokensOfThisServerAreRefused() {
        assertThat(search(server.token())).isEqualTo(401);
    }

    /** Neither a server error nor an error of the caller. */
    @Test
    void unreachableIssuerIsReportedAndFoundLater(@TempDir Path data) throws IOException, JOSEException {
        InetSocketAddress address = freeAddress();
        String itsIssuer = "http://127.0.0.1:" + address.getPort() + "/login";
        String token = sign(key, itsIssuer, "token-management");
        HttpServer late = null;
        try (TestServer waiting = TestServer.start(data, "--token-api.external-issuer=" + itsIssuer)) {
            TestServer.TestResponse nobody = search(waiting, token);
            late = HttpServer.create(address, 0);
            response(late, METADATA, metadata(itsIssuer));
            late.start();
            TestServer.TestResponse withoutKeys = search(waiting, token);
            response(late, "/login/keys", new JWKSet(key.toPublicJWK()).toString());
            TestServer.TestResponse whole = search(waiting, token);

            assertThat(List.of(nobody, withoutKeys)).allSatisfy(response -> {
                assertThat(response.status()).as(response.text()).isEqualTo(503);
                assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
                assertThat(response.header("Retry-After")).isEqualTo("5");
                assertThat(response.text()).doesNotContain("127.0.0.1");
            });
            assertThat(whole.status()).isEqualTo(200);
        } finally {
            if (late != null) {
                late.stop(0);
            }
        }
    }

    /** A timeout takes seconds, which concurrent callers would spend one after the other. */
    @Test
    void issuerThatTimedOutIsNotCalledAgainForAWhile(@TempDir Path data) throws Exception {
        ManualClock clock = new ManualClock();
        ExecutorService threads = Executors.newCachedThreadPool();
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch silence = new CountDownLatch(1);
        HttpServer silent = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        String itsIssuer = "http://127.0.0.1:" + silent.getAddress().getPort() + "/login";
        String token = sign(key, itsIssuer, "token-management");
        response(silent, METADATA, metadata(itsIssuer));
        response(silent, "/login/keys", new JWKSet(key.toPublicJWK()).toString());
        // The framework first tries another metadata URL than those above.
        silent.createContext("/", exchange -> {
            asked.incrementAndGet();
            try {
                silence.await();
            } catch (InterruptedException end) {
                throw new IllegalStateException(end);
            }
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        silent.setExecutor(threads);
        silent.start();
        try (TestServer waiting = TestDatabase.SQLITE.start(data, clock, "--token-api.external-issuer=" + itsIssuer)) {
            List<Callable<Integer>> calls =
                    Collections.nCopies(4, () -> search(waiting, token).status());

            for (Future<Integer> status : threads.invokeAll(calls)) {
                assertThat(status.get()).isEqualTo(503);
            }
            assertThat(asked).hasValue(1);

            silence.countDown();
            assertThat(search(waiting, token).status()).isEqualTo(503);
            assertThat(asked).hasValue(1);
            clock.advance(Duration.ofSeconds(5));
            assertThat(search(waiting, token).status()).isEqualTo(200);
        } finally {
            silence.countDown();
            silent.stop(0);
            threads.shutdownNow();
        }
    }

    /** A port on which nothing listens. */
    private static InetSocketAddress freeAddress() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new InetSocketAddress("127.0.0.1", socket.getLocalPort());
        }
    }

    @Test
    void tokenEndpointIsOff() {
        assertThat(server.form("/acs/t/CUSTOMER/token", "grant_type", "client_credentials")
                        .send()
                        .status())
                .isEqualTo(401);
        assertThat(server.anonymous("GET", "/oauth2/jwks").send().status()).isEqualTo(401);
    }

    private int search(String token) {
        return search(server, token).status();
    }

    private static TestServer.TestResponse search(TestServer server, String token) {
        return server.search("{}").header("Authorization", "Bearer " + token).send();
    }

    private static String metadata(String issuer) {
        return "{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"" + issuer + "/keys\"}";
    }

    private static String sign(ECKey key, String issuer, String audience) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
                new JWTClaimsSet.Builder()
                        .issuer(issuer)
                        .audience(audience)
                        .expirationTime(Date.from(Instant.now().plus(Duration.ofHours(1))))
                        .claim("scope", AccessTokens.SCOPE)
                        .claim(AccessTokens.TENANT_CLAIM, TestServer.TENANT)
                        .build());
        token.sign(new ECDSASigner(key));
        return token.serialize();
    }

    private static void response(HttpServer external, String path, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        external.createContext(path, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }
}
