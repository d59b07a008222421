package org.tokenapi.referenceserver.tokenendpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tokenapi.referenceserver.TestServer.DIRECTORY;
import static org.tokenapi.referenceserver.TestServer.NIGHTLY;
import static org.tokenapi.referenceserver.TestServer.REFRESH_TOKEN;
import static org.tokenapi.referenceserver.TestServer.TENANT;
import static org.tokenapi.referenceserver.TestServer.TOKENS;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.tokenapi.referenceserver.TestDatabase;
import org.tokenapi.referenceserver.TestServer;
import org.tokenapi.referenceserver.cloudtoken.RefreshTokens;
import org.tokenapi.referenceserver.value.SecretValue;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ParameterizedClass
@EnumSource(TestDatabase.class)
@ExtendWith(OutputCaptureExtension.class)
final class TokenEndpointTest {
    private static final String ENDPOINT = "/acs/t/CUSTOMER/token";
    private static final String CLOUD_ENDPOINT = "/oauth/tenant/CUSTOMER/token";
    private static final String API_TOKEN = "urn:custom:vcf:params:oauth:grant-type:api-token";
    private static final String DEPLOY_ROBOT = "0b8f6f5c-4d0e-4a57-9f0a-6a1d3c1e7b02";
    private static final String SINGLE_USE = "0b8f6f5c-4d0e-4a57-9f0a-6a1d3c1e7b08";

    private final ManualClock clock = new ManualClock();

    @Parameter
    private TestDatabase database;

    private TestServer server;

    @BeforeParameterizedClassInvocation(injectArguments = false)
    void start(@TempDir Path directory) {
        server = database.start(directory, clock);
        TestServer.TABLES.forEach(table -> sql("create table first_" + table + " as select * from " + table));
    }

    /** Each test starts with the sample data and in a new minute. */
    @BeforeEach
    void reset() {
        clock.nextMinute();
        List<String> tables = new ArrayList<>(TestServer.TABLES);
        Collections.reverse(tables);
        tables.forEach(table -> sql("delete from " + table));
        TestServer.TABLES.forEach(table -> sql("insert into " + table + " select * from first_" + table));
    }

    @AfterParameterizedClassInvocation
    void stop() {
        server.close();
    }

    private void sql(String sql) {
        server.jdbc().sql(sql).update();
    }

    // API tokens.

    @Test
    void regeneratedSecretGetsAnAccessTokenThatSearches() {
        TestServer.TestResponse response = exchange(regenerate(NIGHTLY));

        assertThat(response.status()).as(response.text()).isEqualTo(200);
        assertThat(response.header("Content-Type")).startsWith("application/json");
        assertThat(response.header("Cache-Control")).contains("no-store");
        assertThat(response.json().propertyNames())
                .containsExactlyInAnyOrder("access_token", "token_type", "expires_in", "scope");
        assertThat(response.property("token_type")).isEqualTo("Bearer");
        assertThat(response.property("expires_in")).isEqualTo("1800");
        assertThat(response.property("scope")).isEqualTo("token-management");
        assertThat(search(response.property("access_token"))).isEqualTo(200);
    }

    @Test
    void accessTokenHasTheLifetimeOfTheApiTokensSetting() {
        String secret = regenerate(NIGHTLY);
        assertThat(server.patch("{\"token_display_name\":\"nightly-build\",\"access_token_ttl\":2}")
                        .send()
                        .status())
                .isEqualTo(200);
        TestServer.TestResponse response = exchange(secret);

        assertThat(response.property("expires_in")).isEqualTo("120");
        clock.advance(Duration.ofSeconds(119));
        assertThat(search(response.property("access_token"))).isEqualTo(200);
        clock.advance(Duration.ofSeconds(1));
        assertThat(search(response.property("access_token"))).isEqualTo(401);
    }

    @Test
    void longestLifeOfAnAccessTokenEndsWithTheCalendar() {
        String secret = regenerate(NIGHTLY);
        server.jdbc()
                .sql("update api_token set access_token_ttl = " + Long.MAX_VALUE)
                .update();

        assertThat(search(exchange(secret).property("access_token"))).isEqualTo(200);
    }

    @Test
    void accessTokenIsForItsTenantOnly() {
        String token = exchange(regenerate(NIGHTLY)).property("access_token");

        assertThat(server.call("POST", "/acs/t/OTHER/api-tokens/search")
                        .header("Authorization", "Bearer " + token)
                        .send()
                        .status())
                .isEqualTo(403);
    }

    @Test
    void previousSecretIsRefusedAtOnce() {
        String previous = regenerate(NIGHTLY);
        String secret = regenerate(NIGHTLY);

        assertRefused(exchange(previous));
        assertThat(exchange(secret).status()).isEqualTo(200);
    }

    @Test
    void unknownAndForeignAndUnusableSecretsAreRefusedAlike() {
        String foreign = regenerate(NIGHTLY);
        move(NIGHTLY, "OTHER");
        String expired = regenerate(DEPLOY_ROBOT);
        set(DEPLOY_ROBOT, "expiration_date", clock.millis());

        TestServer.TestResponse unknown =
                exchange(SecretValue.generate("vidb_", new SecureRandom()).reveal());

        assertRefused(unknown);
        for (TestServer.TestResponse response : List.of(exchange(foreign), exchange(expired), exchange("x"))) {
            assertRefused(response);
            assertThat(response.text()).isEqualTo(unknown.text());
        }
        assertThat(exchange("OTHER", foreign).status()).isEqualTo(200);
    }

    @Test
    void tokenExpiresToTheMillisecond() {
        String secret = regenerate(NIGHTLY);
        set(NIGHTLY, "expiration_date", clock.millis() + 1);

        assertThat(exchange(secret).status()).isEqualTo(200);
        clock.advance(Duration.ofMillis(1));
        assertRefused(exchange(secret));
    }

    @ParameterizedTest
    @CsvSource({"principal_status, INACTIVE", "user_status, 0", "stored_status, LOCKED"})
    void tokenOfAnInactiveOwnerIsRefused(String column, String value) {
        String secret = regenerate(NIGHTLY);
        set(NIGHTLY, column, value.equals("0") ? (Object) false : value);

        assertRefused(exchange(secret));
    }

    @Test
    void singleUseIsOneUse() {
        String secret = regenerate(SINGLE_USE);

        assertThat(exchange(secret).status()).isEqualTo(200);
        assertRefused(exchange(secret));
        assertThat(exchange(regenerate(SINGLE_USE)).status()).isEqualTo(200);
    }

    @Test
    void singleUseSucceedsOnceAmongManyAtOnce() throws Exception {
        String secret = regenerate(SINGLE_USE);

        assertThat(atOnce(16, () -> exchange(secret).status()))
                .containsOnlyOnce(200)
                .containsOnly(200, 400);
    }

    @Test
    void limitedUsesAreCounted() {
        String secret = regenerate(NIGHTLY);
        set(NIGHTLY, "max_count_of_uses", 3);

        assertThat(List.of(1, 2, 3))
                .allSatisfy(use -> assertThat(exchange(secret).status()).isEqualTo(200));
        assertRefused(exchange(secret));
    }

    @Test
    void unlimitedUsesAreNotCounted() {
        String secret = regenerate(NIGHTLY);

        assertThat(List.of(1, 2, 3))
                .allSatisfy(use -> assertThat(exchange(secret).status()).isEqualTo(200));
        assertThat(value(NIGHTLY, "use_count")).isEqualTo(0L);
    }

    @ParameterizedTest
    @ValueSource(strings = {NIGHTLY, DEPLOY_ROBOT})
    void lastAccessIsWrittenAtMostOnceAMinute(String id) {
        String secret = regenerate(id);
        exchange(secret);
        long first = clock.millis();
        assertThat(value(id, "last_access_time")).isEqualTo(first);

        clock.advance(Duration.ofSeconds(59));
        exchange(secret);
        assertThat(value(id, "last_access_time")).isEqualTo(first);

        clock.advance(Duration.ofSeconds(1));
        exchange(secret);
        assertThat(value(id, "last_access_time")).isEqualTo(first + 60_000);
    }

    @Test
    void refusedExchangeIsNoAccess() {
        List<Map<String, Object>> before = server.everything();

        exchange("vidb_unknown");

        assertThat(server.everything()).isEqualTo(before);
    }

    // Sync clients.

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void syncClientSignsInByHeaderOrForm(boolean header) {
        TestServer.TestResponse credentials = server.sync(DIRECTORY, null).send();

        TestServer.TestResponse response =
                signIn(header, credentials.property("client_id"), credentials.property("client_secret"));

        assertThat(response.status()).as(response.text()).isEqualTo(200);
        assertThat(response.property("token_type")).isEqualTo("Bearer");
        assertThat(response.property("expires_in")).isEqualTo("3600");
        assertThat(response.property("scope")).isEqualTo("directory-sync");
        assertThat(search(response.property("access_token"))).isEqualTo(401);
    }

    @Test
    void accessTokenOfASyncClientLivesNoLongerThanItsSetting() {
        TestServer.TestResponse credentials =
                server.sync(DIRECTORY, "{\"token_ttl\":2}").send();

        assertThat(signIn(true, credentials.property("client_id"), credentials.property("client_secret"))
                        .property("expires_in"))
                .isEqualTo("120");
    }

    @Test
    void previousCredentialsOfASyncClientAreRefused() {
        TestServer.TestResponse previous = server.sync(DIRECTORY, null).send();
        TestServer.TestResponse credentials = server.sync(DIRECTORY, null).send();

        assertUnauthorized(signIn(true, previous.property("client_id"), previous.property("client_secret")));
        assertUnauthorized(signIn(true, credentials.property("client_id"), previous.property("client_secret")));
        assertThat(signIn(true, credentials.property("client_id"), credentials.property("client_secret"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void wrongSecretAndUnknownClientAreRefusedAlike() {
        TestServer.TestResponse credentials = server.sync(DIRECTORY, null).send();

        assertThat(signIn(false, credentials.property("client_id"), "wrong").text())
                .isEqualTo(signIn(false, "syncClientIdUnknown", "wrong").text());
    }

    @Test
    void syncClientOfAnotherTenantIsRefused() {
        TestServer.TestResponse credentials = server.sync(DIRECTORY, null).send();

        assertUnauthorized(server.form(
                        "/acs/t/OTHER/token",
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        credentials.property("client_id"),
                        "client_secret",
                        credentials.property("client_secret"))
                .send());
    }

    @Test
    void accessTokenOfASyncClientIsNoSecret() {
        String token =
                server.sync(DIRECTORY, "{\"generate_token\":true}").send().property("access_token");
        String clientId = server.jdbc()
                .sql("select client_id from sync_client where directory_id = ?")
                .param(DIRECTORY)
                .query(String.class)
                .single();

        assertUnauthorized(signIn(false, clientId, token));
    }

    @Test
    void syncClientMustSignIn() {
        assertUnauthorized(
                server.form(ENDPOINT, "grant_type", "client_credentials").send());
    }

    @Test
    void scopeThatASyncClientCanNotHaveIsRefused() {
        TestServer.TestResponse credentials = server.sync(DIRECTORY, null).send();
        TestServer.TestResponse response = server.form(
                        ENDPOINT,
                        "grant_type",
                        "client_credentials",
                        "scope",
                        "token-management",
                        "client_id",
                        credentials.property("client_id"),
                        "client_secret",
                        credentials.property("client_secret"))
                .send();

        assertError(response, 400, "invalid_scope");
    }

    // Refresh tokens of Cloud Director.

    @Test
    void refreshTokenGetsAnAccessTokenThatUpdates() {
        String access = refresh(refreshToken()).property("access_token");

        assertThat(server.put(REFRESH_TOKEN, "{\"id\":\"" + REFRESH_TOKEN + "\",\"name\":\"renamed\"}")
                        .header("Authorization", "Bearer " + access)
                        .send()
                        .status())
                .isEqualTo(200);
        assertThat(search(access)).isEqualTo(403);
    }

    @Test
    void refreshTokenRotates() {
        String secret = refreshToken();
        TestServer.TestResponse response = refresh(secret);

        assertThat(response.json().propertyNames())
                .containsExactlyInAnyOrder("access_token", "token_type", "expires_in", "scope", "refresh_token");
        assertThat(response.property("refresh_token")).isNotEqualTo(secret);
        assertRefused(refresh(secret));
        assertThat(refresh(response.property("refresh_token")).status()).isEqualTo(200);
    }

    @Test
    void refreshTokenRotatesOnceAmongManyAtOnce() throws Exception {
        String secret = refreshToken();

        assertThat(atOnce(16, () -> refresh(secret).status()))
                .containsOnlyOnce(200)
                .containsOnly(200, 400);
    }

    @Test
    void refreshTokenThatNeedNotRotateStays() {
        String secret = refreshToken();
        server.put(REFRESH_TOKEN, "{\"id\":\"" + REFRESH_TOKEN + "\",\"name\":\"terraform\",\"requireRotation\":false}")
                .send();

        assertThat(refresh(secret).json().propertyNames())
                .containsExactlyInAnyOrder("access_token", "token_type", "expires_in", "scope");
        assertThat(refresh(secret).status()).isEqualTo(200);
    }

    @Test
    void expiredRefreshTokenIsRefused() {
        String secret = refreshToken();
        server.jdbc()
                .sql("update cloud_token set expiration_time = ?")
                .param(clock.millis())
                .update();

        assertRefused(refresh(secret));
    }

    @Test
    void refreshTokenOfAnotherOrganizationIsRefused() {
        String secret = refreshToken();

        assertRefused(server.form("/oauth/tenant/OTHER/token", "grant_type", "refresh_token", "refresh_token", secret)
                .send());
    }

    @Test
    void tokenOfAnotherTypeIsNoRefreshToken() {
        String secret = server.bean(RefreshTokens.class)
                .issue(TENANT, TestServer.PROXY_TOKEN)
                .reveal();

        assertRefused(refresh(secret));
    }

    @Test
    void secretsAreForTheirServiceOnly() {
        assertRefused(refresh(regenerate(NIGHTLY)));
        assertRefused(exchange(refreshToken()));
    }

    // Requests.

    @ParameterizedTest
    @CsvSource({
        ENDPOINT + ",       grant_type=password&username=a&password=b, unsupported_grant_type",
        ENDPOINT + ",       grant_type=refresh_token&refresh_token=a,  unsupported_grant_type",
        CLOUD_ENDPOINT + ", grant_type=client_credentials,             unsupported_grant_type",
        CLOUD_ENDPOINT + ", grant_type=" + API_TOKEN + "&api_token=a,  unsupported_grant_type",
        ENDPOINT + ",       api_token=a,                               invalid_request",
        ENDPOINT + ",       grant_type=" + API_TOKEN + ",              invalid_request",
        ENDPOINT + ",       grant_type=" + API_TOKEN + "&api_token=,   invalid_request",
        ENDPOINT + ",       grant_type=" + API_TOKEN + "&api_token=a&api_token=b, invalid_request",
        ENDPOINT + ",       grant_type=" + API_TOKEN + "&grant_type=a&api_token=b, invalid_request",
        CLOUD_ENDPOINT + ", grant_type=refresh_token,                  invalid_request",
        ENDPOINT + "?api_token=a, grant_type=" + API_TOKEN + ",        invalid_request",
        ENDPOINT + ",       grant_type=%zz,                            invalid_request",
    })
    void requestThatIsNotWellFormedIsRefused(String path, String form, String error) {
        TestServer.TestResponse response = server.anonymous("POST", path)
                .body("application/x-www-form-urlencoded", form)
                .send();

        assertError(response, 400, error);
    }

    @Test
    void formThatIsTooLongIsRefused() {
        TestServer.TestResponse response = exchange("a".repeat(70_000));

        assertError(response, 400, "invalid_request");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, " + ENDPOINT + ", POST",
        "PUT, " + CLOUD_ENDPOINT + ", POST",
        "POST, /acs/t/CUSTOMER/oauth2/jwks, GET"
    })
    void otherMethodsAreRefused(String method, String path, String allowed) {
        TestServer.TestResponse response = server.anonymous(method, path).send();

        assertThat(response.status()).isEqualTo(405);
        assertThat(response.header("Allow")).isEqualTo(allowed);
    }

    @Test
    void failuresSlowTheirCallerDownForTheRestOfTheMinute() {
        String secret = regenerate(NIGHTLY);
        for (int i = 0; i < FailedCredentials.FREE; i++) {
            assertRefused(exchange("vidb_unknown"));
        }
        clock.advance(Duration.ofSeconds(20));
        TestServer.TestResponse response = exchange(secret);

        assertThat(response.status()).isEqualTo(429);
        assertThat(response.header("Retry-After")).isEqualTo("40");
        clock.advance(Duration.ofSeconds(40));
        assertThat(exchange(secret).status()).isEqualTo(200);
    }

    @Test
    void secretsAreInNoOutput(CapturedOutput output) {
        String secret = regenerate(NIGHTLY);
        exchange(secret);
        exchange(secret + "x");

        assertThat(output.getAll()).doesNotContain(secret);
    }

    // Metadata.

    @Test
    void keySetVerifiesAccessTokens() throws Exception {
        SignedJWT token = SignedJWT.parse(exchange(regenerate(NIGHTLY)).property("access_token"));
        for (String path :
                List.of("/oauth2/jwks", "/acs/t/CUSTOMER/oauth2/jwks", "/oauth/tenant/CUSTOMER/oauth2/jwks")) {
            TestServer.TestResponse response = server.anonymous("GET", path).send();
            JWKSet keys = JWKSet.parse(response.text());

            assertThat(keys.containsNonPublicKeys()).isFalse();
            assertThat(response.text()).doesNotContain("\"d\"");
            assertThat(token.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.ES256);
            assertThat(token.verify(new ECDSAVerifier(
                            keys.getKeyByKeyId(token.getHeader().getKeyID()).toECKey())))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/acs/t/CUSTOMER", "/oauth/tenant/CUSTOMER", "/acs/t/token1", "/acs/t/a%20b"})
    void metadataNameTheEndpoints(String issuer) {
        TestServer.TestResponse response = server.anonymous("GET", "/.well-known/oauth-authorization-server" + issuer)
                .send();

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("Content-Type")).startsWith("application/json");
        assertThat(response.property("issuer")).isEqualTo(server.base() + issuer);
        assertThat(response.property("token_endpoint")).isEqualTo(server.base() + issuer + "/token");
        assertThat(response.property("jwks_uri")).isEqualTo(server.base() + issuer + "/oauth2/jwks");
        assertThat(response.json().has("authorization_endpoint")).isFalse();
        assertThat(server.anonymous("GET", response.property("jwks_uri")).send().status())
                .isEqualTo(200);
    }

    @Test
    void libraryVerifiesAnAccessTokenByTheMetadata() {
        String issuer = server.base() + "/acs/t/CUSTOMER";
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withIssuerLocation(issuer).build();
        JwtTimestampValidator times = new JwtTimestampValidator(Duration.ZERO);
        times.setClock(clock);
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(times, new JwtIssuerValidator(issuer)));

        assertThat(decoder.decode(exchange(regenerate(NIGHTLY)).property("access_token"))
                        .getClaimAsString("tenant"))
                .isEqualTo(TENANT);
    }

    @Test
    void tenantWithAnyNameIsItsOwnIssuer() {
        String secret = regenerate(NIGHTLY);
        move(NIGHTLY, "token 1");
        TestServer.TestResponse response = exchange("token%201", secret);

        assertThat(response.status()).as(response.text()).isEqualTo(200);
        assertThat(server.call("POST", "/acs/t/token%201/api-tokens/search")
                        .header("Authorization", "Bearer " + response.property("access_token"))
                        .send()
                        .status())
                .isEqualTo(200);
    }

    private String regenerate(String id) {
        return server.call("POST", TOKENS + id + "?action=regenerate").send().property("token");
    }

    private TestServer.TestResponse exchange(String secret) {
        return exchange(TENANT, secret);
    }

    private TestServer.TestResponse exchange(String tenant, String secret) {
        return server.form("/acs/t/" + tenant + "/token", "grant_type", API_TOKEN, "api_token", secret)
                .send();
    }

    private TestServer.TestResponse signIn(boolean header, String clientId, String secret) {
        if (header) {
            String basic =
                    Base64.getEncoder().encodeToString((clientId + ":" + secret).getBytes(StandardCharsets.UTF_8));
            return server.form(ENDPOINT, "grant_type", "client_credentials")
                    .header("Authorization", "Basic " + basic)
                    .send();
        }
        return server.form(ENDPOINT, "grant_type", "client_credentials", "client_id", clientId, "client_secret", secret)
                .send();
    }

    private String refreshToken() {
        return server.bean(RefreshTokens.class).issue(TENANT, REFRESH_TOKEN).reveal();
    }

    private TestServer.TestResponse refresh(String secret) {
        return server.form(CLOUD_ENDPOINT, "grant_type", "refresh_token", "refresh_token", secret)
                .send();
    }

    private int search(String accessToken) {
        return server.search("{}")
                .header("Authorization", "Bearer " + accessToken)
                .send()
                .status();
    }

    private void move(String id, String tenant) {
        set(id, "tenant", tenant);
    }

    private void set(String id, String column, Object value) {
        server.jdbc()
                .sql("update api_token set " + column + " = ? where id = ?")
                .params(value, id)
                .update();
    }

    private @Nullable Long value(String id, String column) {
        return server.jdbc()
                .sql("select " + column + " from api_token where id = ?")
                .param(id)
                .query(Long.class)
                .single();
    }

    private static List<Integer> atOnce(int callers, Callable<Integer> call) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            List<Callable<Integer>> calls = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                calls.add(call);
            }
            List<Integer> results = new ArrayList<>();
            for (Future<Integer> result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    private static void assertRefused(TestServer.TestResponse response) {
        assertError(response, 400, "invalid_grant");
    }

    private static void assertUnauthorized(TestServer.TestResponse response) {
        assertError(response, 401, "invalid_client");
        assertThat(response.header("WWW-Authenticate")).startsWith("Basic");
    }

    private static void assertError(TestServer.TestResponse response, int status, String error) {
        assertThat(response.status()).as(response.text()).isEqualTo(status);
        assertThat(response.header("Content-Type")).startsWith("application/json");
        assertThat(response.property("error")).isEqualTo(error);
        assertThat(response.header("Set-Cookie")).isEmpty();
    }
}
