package org.tokenapi.referenceserver.syncclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tokenapi.referenceserver.TestServer.DIRECTORY;

import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tokenapi.referenceserver.EachDatabase;
import org.tokenapi.referenceserver.TestServer;
import org.tokenapi.referenceserver.value.SecretValue;

final class SyncClientTest extends EachDatabase {
    private static final String TWO_CLIENTS = "4e7b1a2c-6666-4d5e-9f80-7a6b5c4d3e61";
    private static final String NO_CLIENT = "4e7b1a2c-6666-4d5e-9f80-7a6b5c4d3e62";

    @BeforeEach
    void reset() {
        server.reset();
    }

    @Test
    void startsWithASecretAndHalfAYear() {
        TestServer.TestResponse response = server.sync(DIRECTORY, null).send();

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("Content-Type")).isEqualTo(TestServer.SYNC);
        assertThat(response.json().propertyNames())
                .containsExactlyInAnyOrder("_links", "generate_token", "client_id", "client_secret", "token_ttl");
        assertThat(response.json().get("generate_token").booleanValue()).isFalse();
        assertThat(response.property("token_ttl")).isEqualTo("262800");
        assertThat(response.property("client_id")).startsWith("syncClientId");
        assertThat(stored("credential_sha256"))
                .isEqualTo(SecretValue.of(response.property("client_secret")).sha256());
    }

    @Test
    void newCredentialsReplaceThePreviousOnes() {
        TestServer.TestResponse first = server.sync(DIRECTORY, null).send();
        String before = stored("credential_sha256");
        TestServer.TestResponse second = server.sync(DIRECTORY, null).send();

        assertThat(second.property("client_secret")).isNotEqualTo(first.property("client_secret"));
        assertThat(second.property("client_id")).isNotEqualTo(first.property("client_id"));
        assertThat(server.everything().toString())
                .doesNotContain(before)
                .doesNotContain(second.property("client_secret"));
    }

    @Test
    void accessTokenExpiresAfterTheReturnedLifetime() throws ParseException {
        TestServer.TestResponse response = server.sync(DIRECTORY, "{\"generate_token\":true,\"token_ttl\":2147483647}")
                .send();

        SignedJWT jwt = SignedJWT.parse(response.property("access_token"));
        long life = (jwt.getJWTClaimsSet().getExpirationTime().getTime()
                        - jwt.getJWTClaimsSet().getIssueTime().getTime())
                / 1000;
        assertThat(response.json().propertyNames())
                .containsExactlyInAnyOrder(
                        "_links", "generate_token", "access_token", "access_token_expire_in", "token_ttl");
        assertThat(response.json().get("access_token_expire_in").longValue()).isEqualTo(2147483647L * 60);
        assertThat(life).isEqualTo(2147483647L * 60);
        assertThat(stored("credential_sha256"))
                .isEqualTo(SecretValue.of(response.property("access_token")).sha256());
    }

    @Test
    void accessTokenIsNoneForTheOperations() {
        String token =
                server.sync(DIRECTORY, "{\"generate_token\":true}").send().property("access_token");

        assertThat(server.search("{}")
                        .header("Authorization", "Bearer " + token)
                        .send()
                        .status())
                .isEqualTo(401);
    }

    @Test
    void settingsAreSavedAndUsedAgain() {
        server.sync(DIRECTORY, "{\"generate_token\":true,\"token_ttl\":5}").send();

        TestServer.TestResponse response = server.sync(DIRECTORY, "{}").send();

        assertThat(response.json().get("access_token_expire_in").longValue()).isEqualTo(300);
        assertThat(response.property("token_ttl")).isEqualTo("5");
    }

    @Test
    void otherPropertiesOfTheRequestAreIgnored() {
        TestServer.TestResponse response = server.sync(
                        DIRECTORY, "{\"client_id\":\"mine\",\"client_secret\":\"mine\",\"access_token_expire_in\":1}")
                .send();

        assertThat(response.property("client_id")).isNotEqualTo("mine");
        assertThat(response.property("client_secret")).isNotEqualTo("mine");
    }

    @Test
    void needsExactlyOneSyncClient() {
        var before = server.everything();

        assertThat(server.sync(TWO_CLIENTS, null).send().status()).isEqualTo(409);
        assertThat(server.sync(NO_CLIENT, null).send().status()).isEqualTo(404);
        assertThat(server.sync("unknown", null).send().status()).isEqualTo(404);
        assertThat(server.everything()).isEqualTo(before);
    }

    @Test
    void whatIsShownIsWhatIsSaved() throws ParseException {
        TestServer.TestResponse secret = server.sync(DIRECTORY, null).send();
        assertThat(stored("client_id")).isEqualTo(secret.property("client_id"));
        assertThat(generatesToken()).isFalse();
        assertThat(stored("token_ttl")).isEqualTo("262800");

        String token = server.sync(DIRECTORY, "{\"generate_token\":true,\"token_ttl\":5}")
                .send()
                .property("access_token");
        assertThat(stored("client_id"))
                .isEqualTo(SignedJWT.parse(token).getJWTClaimsSet().getSubject())
                .isNotEqualTo(secret.property("client_id"));
        assertThat(stored("credential_sha256")).isEqualTo(SecretValue.of(token).sha256());
        assertThat(generatesToken()).isTrue();
        assertThat(stored("token_ttl")).isEqualTo("5");
    }

    private String stored(String column) {
        return server.jdbc()
                .sql("select " + column + " from sync_client where directory_id = ?")
                .param(DIRECTORY)
                .query(String.class)
                .single();
    }

    private boolean generatesToken() {
        return server.jdbc()
                .sql("select generate_token from sync_client where directory_id = ?")
                .param(DIRECTORY)
                .query(Boolean.class)
                .single();
    }
}
