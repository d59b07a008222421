package org.tokenapi.referenceserver.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tokenapi.referenceserver.TestServer.CLOUD_TOKENS;
import static org.tokenapi.referenceserver.TestServer.DIRECTORIES;
import static org.tokenapi.referenceserver.TestServer.DIRECTORY;
import static org.tokenapi.referenceserver.TestServer.NIGHTLY;
import static org.tokenapi.referenceserver.TestServer.REFRESH_TOKEN;
import static org.tokenapi.referenceserver.TestServer.TENANT;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.tokenapi.referenceserver.EachDatabase;
import org.tokenapi.referenceserver.TestServer;
import org.tokenapi.referenceserver.value.SecretValue;
import org.yaml.snakeyaml.Yaml;

/** Each operation with each kind of invalid credentials is rejected and writes nothing. */
final class IsolationTest extends EachDatabase {
    private static final String OTHER = "OTHER";
    private static final String UNKNOWN = "00000000-0000-0000-0000-000000000000";

    /** The operations, each as a request that succeeds with valid credentials. */
    enum GuardedOperation {
        TRIGGER(
                "triggerApiTokenAction",
                NIGHTLY,
                (server, tenant, id) -> server.anonymous(
                                "POST", "/acs/t/" + tenant + "/api-tokens/" + id + "?action=regenerate")
                        .body(TestServer.TRIGGER, "{}")),
        PATCH(
                "patchApiToken",
                NIGHTLY,
                (server, tenant, id) -> server.anonymous("PATCH", "/acs/t/" + tenant + "/api-tokens/" + id)
                        .body(TestServer.PATCH, "{\"token_display_name\":\"stolen\"}")),
        SEARCH(
                "searchApiTokens",
                NIGHTLY,
                (server, tenant, id) -> server.anonymous("POST", "/acs/t/" + tenant + "/api-tokens/search")
                        .body(TestServer.SEARCH, "{\"and\":[{\"key\":\"id\",\"values\":[\"" + id + "\"]}]}")),
        UPDATE(
                "updateToken",
                REFRESH_TOKEN,
                (server, tenant, id) -> server.anonymous("PUT", CLOUD_TOKENS + id)
                        .header("Accept", TestServer.VERSION)
                        .body("application/json", "{\"id\":\"" + id + "\",\"name\":\"stolen\"}")),
        GENERATE(
                "generateSyncClientCredentials",
                DIRECTORY,
                (server, tenant, id) -> server.anonymous(
                        "POST", DIRECTORIES.replace(TENANT, tenant) + id + "/sync-client?action=generate_credentials"));

        private final String operationId;
        private final String existing;
        private final RequestFactory request;

        GuardedOperation(String operationId, String existing, RequestFactory request) {
            this.operationId = operationId;
            this.existing = existing;
            this.request = request;
        }

        TestServer.TestRequest call(TestServer server, String tenant, String id) {
            return request.call(server, tenant, id);
        }
    }

    private interface RequestFactory {
        TestServer.TestRequest call(TestServer server, String tenant, String id);
    }

    /** Invalid credentials, and the status of the response. */
    enum Caller {
        WITHOUT_CREDENTIALS(401, "", test -> ""),
        BASIC(401, "Basic ", test -> "YWRtaW5pc3RyYXRvcjpwYXNzd29yZA=="),
        EXPIRED(
                401,
                test -> test.sign(
                        claims().expirationTime(Date.from(Instant.now().minusSeconds(1))))),
        NOT_YET_VALID(
                401,
                test -> test.sign(claims().notBeforeTime(Date.from(Instant.now().plus(Duration.ofMinutes(1)))))),
        WITHOUT_AN_EXPIRATION(401, test -> test.sign(claims().expirationTime(null))),
        OF_ANOTHER_ISSUER(401, test -> test.sign(claims().issuer("https://login.example.com"))),
        OF_THE_ISSUER_OF_ANOTHER_TENANT(401, test -> test.sign(claims().issuer(test.server.base() + "/acs/t/OTHER"))),
        FOR_ANOTHER_AUDIENCE(401, test -> test.sign(claims().audience("somebody"))),
        OF_A_SYNC_CLIENT(
                401,
                test -> test.server.bean(AccessTokens.class).issueForSyncClient(TENANT, "client", Duration.ofHours(1))),
        SIGNED_WITH_ANOTHER_KEY(401, test -> signed(test.header(JWSAlgorithm.ES256), new ECDSASigner(anotherKey()))),
        SIGNED_WITH_THE_KEY_THAT_IT_BRINGS(401, test -> {
            ECKey brought = anotherKey();
            return signed(
                    new JWSHeader.Builder(JWSAlgorithm.ES256).jwk(brought.toPublicJWK()), new ECDSASigner(brought));
        }),
        // The public key is known to everyone, so it must not be accepted as the secret of another algorithm.
        SIGNED_WITH_THE_PUBLIC_KEY_AS_SECRET(
                401,
                test -> signed(
                        test.header(JWSAlgorithm.HS256),
                        new MACSigner(test.key().publicKey().toJSONString()))),
        SIGNED_WITH_THE_ENCODED_PUBLIC_KEY_AS_SECRET(
                401,
                test -> signed(
                        test.header(JWSAlgorithm.HS256),
                        new MACSigner(test.key().publicKey().toECPublicKey().getEncoded()))),
        UNSIGNED(401, test -> new PlainJWT(claims().build()).serialize()),
        WITHOUT_ITS_SIGNATURE(401, test -> beforeTheSignature(test.sign(claims()))),
        // An implementation that does not check the range of the signature would accept zeros.
        SIGNED_WITH_ZEROS(401, test -> beforeTheSignature(test.sign(claims())) + Base64URL.encode(new byte[64])),
        TAMPERED(401, test -> {
            String[] parts = test.sign(ofTenant(OTHER)).split("\\.");
            String claims = new Base64URL(parts[1]).decodeToString().replace(OTHER, TENANT);
            return parts[0] + "." + Base64URL.encode(claims) + "." + parts[2];
        }),
        OF_ANOTHER_TENANT(403, test -> test.sign(ofTenant(OTHER))),
        OF_THE_TENANT_IN_OTHER_LETTERS(403, test -> test.sign(ofTenant("customer"))),
        OF_SEVERAL_TENANTS(403, test -> test.sign(ofTenant(List.of(TENANT, OTHER)))),
        WITHOUT_A_TENANT(403, test -> test.sign(ofTenant(null))),
        WITHOUT_A_SCOPE(403, test -> test.sign(claims().claim("scope", null))),
        WITH_ANOTHER_SCOPE(403, test -> test.sign(claims().claim("scope", AccessTokens.SYNC_SCOPE)));

        private final int status;
        private final String scheme;
        private final CredentialFactory credentials;

        Caller(int status, CredentialFactory credentials) {
            this(status, "Bearer ", credentials);
        }

        Caller(int status, String scheme, CredentialFactory credentials) {
            this.status = status;
            this.scheme = scheme;
            this.credentials = credentials;
        }

        /** The header; null for none. */
        @Nullable
        String authorization(IsolationTest test) throws JOSEException {
            return scheme.isEmpty() ? null : scheme + credentials.make(test);
        }
    }

    private interface CredentialFactory {
        String make(IsolationTest test) throws JOSEException;
    }

    static Stream<Arguments> matrix() {
        return Arrays.stream(GuardedOperation.values())
                .flatMap(operation -> Arrays.stream(Caller.values()).map(caller -> Arguments.of(operation, caller)));
    }

    @ParameterizedTest
    @MethodSource("matrix")
    void isRefusedAndWritesNothing(GuardedOperation operation, Caller caller) throws JOSEException {
        Map<String, List<Map<String, Object>>> before = database();

        TestServer.TestResponse existing = send(operation, operation.existing, caller);
        TestServer.TestResponse unknown = send(operation, UNKNOWN, caller);

        assertThat(existing.status()).as(existing.text()).isEqualTo(caller.status);
        assertThat(existing.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(existing.header("WWW-Authenticate").startsWith("Bearer")).isEqualTo(caller.status == 401);
        assertThat(unknown.status()).isEqualTo(existing.status());
        assertThat(unknown.text()).isEqualTo(existing.text());
        assertThat(database()).isEqualTo(before);
    }

    /** Otherwise a rejection above could have another reason. */
    @ParameterizedTest
    @EnumSource
    void isAllowedWithValidClaims(GuardedOperation operation) {
        assertThat(operation
                        .call(server, TENANT, operation.existing)
                        .header("Authorization", "Bearer " + sign(claims()))
                        .send()
                        .status())
                .isEqualTo(200);
    }

    @Test
    void operationsAreThoseOfTheDocument() throws IOException {
        Map<String, Object> document = new Yaml().load(Files.readString(Path.of("../api-spec/openapi.yaml")));
        TreeSet<String> declared = new TreeSet<>();
        map(document.get("paths"))
                .values()
                .forEach(path -> map(path).values().forEach(operation -> {
                    if (operation instanceof Map<?, ?> fields && fields.get("operationId") instanceof String id) {
                        declared.add(id);
                        assertThat(map(fields.get("responses")).keySet().toString())
                                .contains("401", "403");
                    }
                }));

        assertThat(GuardedOperation.values())
                .extracting(operation -> operation.operationId)
                .containsExactlyInAnyOrderElementsOf(declared);
    }

    /**
     * For a caller of another tenant, the resources of this tenant do not exist: the response is the same as for an
     * unknown identifier, and so are the SQL statements and their results, so that the time can't differ.
     */
    @ParameterizedTest
    @EnumSource
    void idOfAnotherTenantGetsTheResponseAndStatementsOfAnUnknownOne(GuardedOperation operation) {
        TestServer.TestResponse[] responses = new TestServer.TestResponse[2];
        List<String> existing = statements(() -> responses[0] = ask(operation, operation.existing));
        List<String> unknown = statements(() -> responses[1] = ask(operation, UNKNOWN));

        assertThat(responses[1].status()).isEqualTo(responses[0].status());
        assertThat(responses[1].text()).isEqualTo(responses[0].text());
        assertThat(existing).isNotEmpty().isEqualTo(unknown);
    }

    @Test
    void secretOfAnotherTenantGetsTheResponseAndStatementsOfAnUnknownOne() {
        String secret = GuardedOperation.TRIGGER
                .call(server, TENANT, NIGHTLY)
                .header("Authorization", "Bearer " + sign(claims()))
                .send()
                .property("token");
        TestServer.TestResponse[] responses = new TestServer.TestResponse[2];
        List<String> existing = statements(() -> responses[0] = exchange(secret));
        List<String> unknown = statements(() -> responses[1] =
                exchange(SecretValue.generate("vidb_", new SecureRandom()).reveal()));

        assertThat(responses[0].status()).isEqualTo(400);
        assertThat(responses[1].status()).isEqualTo(400);
        assertThat(responses[1].text()).isEqualTo(responses[0].text());
        assertThat(existing).isNotEmpty().isEqualTo(unknown);
    }

    private TestServer.TestResponse exchange(String secret) {
        return server.form(
                        "/acs/t/" + OTHER + "/token",
                        "grant_type",
                        "urn:custom:vcf:params:oauth:grant-type:api-token",
                        "api_token",
                        secret)
                .send();
    }

    private TestServer.TestResponse ask(GuardedOperation operation, String id) {
        return operation
                .call(server, OTHER, id)
                .header("X-Request-Id", UNKNOWN)
                .header("Authorization", "Bearer " + sign(ofTenant(OTHER)))
                .send();
    }

    private TestServer.TestResponse send(GuardedOperation operation, String id, Caller caller) throws JOSEException {
        return operation
                .call(server, TENANT, id)
                // The only part of a response that may differ.
                .header("X-Request-Id", UNKNOWN)
                .header("Authorization", caller.authorization(this))
                .send();
    }

    /** The SQL statements that run during the work. */
    private static List<String> statements(Runnable work) {
        Logger logger = (Logger) LoggerFactory.getLogger(JdbcTemplate.class);
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        Level before = logger.getLevel();
        appender.start();
        logger.addAppender(appender);
        logger.setLevel(Level.DEBUG);
        logger.setAdditive(false);
        try {
            work.run();
        } finally {
            logger.setAdditive(true);
            logger.setLevel(before);
            logger.detachAppender(appender);
        }
        return appender.list.stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(message -> message.startsWith("Executing prepared SQL statement"))
                .toList();
    }

    /** All rows of all tables in the database. */
    private Map<String, List<Map<String, Object>>> database() {
        Map<String, List<Map<String, Object>>> tables = new TreeMap<>();
        List<String> names = server.bean(JdbcTemplate.class).execute((Connection connection) -> {
            List<String> found = new ArrayList<>();
            try (ResultSet rows = connection.getMetaData().getTables(null, null, "%", new String[] {"TABLE"})) {
                while (rows.next()) {
                    found.add(rows.getString("TABLE_NAME"));
                }
            }
            return found;
        });
        for (String table : names) {
            tables.put(
                    table, server.jdbc().sql("select * from " + table).query().listOfRows());
        }
        assertThat(tables).containsKeys(TestServer.TABLES.toArray(String[]::new));
        return tables;
    }

    private SigningKey key() {
        return server.bean(SigningKey.class);
    }

    private String sign(JWTClaimsSet.Builder claims) {
        return key().sign(claims.build());
    }

    private static String signed(JWSHeader.Builder header, JWSSigner signer) throws JOSEException {
        SignedJWT token = new SignedJWT(header.build(), claims().build());
        token.sign(signer);
        return token.serialize();
    }

    /** A header that names the server's key. */
    private JWSHeader.Builder header(JWSAlgorithm algorithm) {
        return new JWSHeader.Builder(algorithm).keyID(key().publicKey().getKeyID());
    }

    private static ECKey anotherKey() throws JOSEException {
        return new ECKeyGenerator(Curve.P_256).generate();
    }

    private static String beforeTheSignature(String token) {
        return token.substring(0, token.lastIndexOf('.') + 1);
    }

    private static JWTClaimsSet.Builder ofTenant(@Nullable Object tenant) {
        return claims().claim(AccessTokens.TENANT_CLAIM, tenant);
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer("token-api-reference-server")
                .audience("token-management")
                .expirationTime(Date.from(Instant.now().plus(Duration.ofHours(1))))
                .claim("scope", AccessTokens.SCOPE)
                .claim(AccessTokens.TENANT_CLAIM, TENANT);
    }

    private static Map<?, ?> map(Object value) {
        return (Map<?, ?>) value;
    }
}
