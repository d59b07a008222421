package org.tokenapi.referenceserver.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tokenapi.referenceserver.TestServer.DIRECTORY;
import static org.tokenapi.referenceserver.TestServer.NIGHTLY;
import static org.tokenapi.referenceserver.TestServer.REFRESH_TOKEN;
import static org.tokenapi.referenceserver.TestServer.TENANT;
import static org.tokenapi.referenceserver.TestServer.TOKENS;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.tokenapi.referenceserver.EachDatabase;
import org.tokenapi.referenceserver.TestServer;
import org.tokenapi.referenceserver.cloudtoken.RefreshTokens;
import org.tokenapi.referenceserver.storage.Transactions;
import org.tokenapi.referenceserver.value.SecretValue;
import org.tokenapi.referenceserver.web.LogContext;

final class AuditTest extends EachDatabase {
    private static final String REGENERATE = TOKENS + NIGHTLY + "?action=regenerate";
    private static final AuditedChange CHANGE =
            new AuditedChange(TENANT, Action.PATCH, ResourceKind.API_TOKEN, NIGHTLY, List.of("token_display_name"));

    @BeforeEach
    void reset() {
        server.reset();
    }

    @AfterEach
    void forget() {
        SecurityContextHolder.clearContext();
        MDC.remove(LogContext.REQUEST_ID);
    }

    @Test
    void regenerating() {
        Instant before = Instant.now().minusMillis(1);

        server.call("POST", REGENERATE).send();

        AuditEntry entry = onlyEntry();
        assertThat(entry.time()).isBetween(before, Instant.now());
        assertThat(entry.tenant()).isEqualTo(TENANT);
        assertThat(entry.who()).isEqualTo("administrator");
        assertThat(entry.action()).isEqualTo("regenerate");
        assertThat(entry.kind()).isEqualTo("api_token");
        assertThat(entry.id()).isEqualTo(NIGHTLY);
        assertThat(entry.properties()).containsExactly("token", "expiration_date");
    }

    @Test
    void patching() {
        server.patch("{\"token_display_name\":\"renamed\",\"access_token_ttl\":30,\"max_count_of_uses\":1}")
                .send();

        assertThat(onlyEntry().action()).isEqualTo("patch");
        assertThat(onlyEntry().properties()).containsExactly("token_display_name", "max_count_of_uses");
    }

    @Test
    void entryHasTheIdentifierOfItsRequest() {
        server.patch("{\"token_display_name\":\"renamed\"}")
                .header("X-Request-Id", "sent-with-the-patch")
                .send();

        assertThat(onlyEntry().requestId()).isEqualTo("sent-with-the-patch");
    }

    @Test
    void patchWithoutEffectIsNotAChange() {
        server.patch("{\"token_display_name\":\"nightly-build\"}").send();

        assertThat(entries()).isEmpty();
    }

    @Test
    void updating() {
        server.put(REFRESH_TOKEN, "{\"id\":\"" + REFRESH_TOKEN + "\",\"name\":\"renamed\",\"expirationTimeUtc\":null}")
                .send();

        assertThat(onlyEntry().action()).isEqualTo("update");
        assertThat(onlyEntry().kind()).isEqualTo("cloud_token");
        assertThat(onlyEntry().properties()).containsExactly("name", "expirationTimeUtc");
    }

    @Test
    void updateWithoutEffectIsNotAChange() {
        server.put(REFRESH_TOKEN, "{\"id\":\"" + REFRESH_TOKEN + "\",\"name\":\"terraform\"}")
                .send();

        assertThat(entries()).isEmpty();
    }

    @Test
    void generatingCredentials() {
        server.sync(DIRECTORY, "{\"generate_token\":true,\"token_ttl\":5}").send();

        assertThat(onlyEntry().action()).isEqualTo("generate_credentials");
        assertThat(onlyEntry().kind()).isEqualTo("sync_client");
        assertThat(onlyEntry().properties())
                .containsExactly("client_id", "access_token", "generate_token", "token_ttl");
    }

    @Test
    void rotatingARefreshToken() {
        SecretValue secret = server.bean(RefreshTokens.class).issue(TENANT, REFRESH_TOKEN);

        TestServer.TestResponse response = server.form(
                        "/oauth/tenant/CUSTOMER/token", "grant_type", "refresh_token", "refresh_token", secret.reveal())
                .send();

        assertThat(response.status()).isEqualTo(200);
        assertThat(onlyEntry().action()).isEqualTo("rotate");
        assertThat(onlyEntry().who()).isEqualTo(REFRESH_TOKEN);
        assertThat(onlyEntry().properties()).containsExactly("token");
    }

    @Test
    void exchangeIsNotAChange() {
        String secret = server.call("POST", REGENERATE).send().property("token");
        server.jdbc().sql("delete from audit").update();

        TestServer.TestResponse response = server.form(
                        "/acs/t/CUSTOMER/token",
                        "grant_type",
                        "urn:custom:vcf:params:oauth:grant-type:api-token",
                        "api_token",
                        secret)
                .send();

        assertThat(response.status()).isEqualTo(200);
        assertThat(entries()).isEmpty();
    }

    @Test
    void rejectedRequestsAreNotChanges() {
        server.patch("{\"token_display_name\":\"x\"}").send();
        server.call("POST", TOKENS + "unknown?action=regenerate").send();
        server.sync("unknown", null).send();

        assertThat(entries()).isEmpty();
    }

    @Test
    void entriesHaveNeitherSecretsNorHashes() {
        String secret = server.call("POST", REGENERATE).send().property("token");
        String clientSecret = server.sync(DIRECTORY, null).send().property("client_secret");

        assertThat(server.jdbc().sql("select * from audit").query().listOfRows().toString())
                .contains(NIGHTLY)
                .doesNotContain(secret)
                .doesNotContain(SecretValue.of(secret).sha256())
                .doesNotContain(clientSecret)
                .doesNotContain(SecretValue.of(clientSecret).sha256());
    }

    @Test
    void changeThatIsUndoneLeavesNoEntry() {
        signIn();

        assertThatThrownBy(() -> server.bean(Transactions.class).write(() -> {
                    log().write(CHANGE);
                    throw new IllegalArgumentException("undone");
                }))
                .hasMessage("undone");
        assertThat(entries()).isEmpty();
    }

    @Test
    void changeWithoutAnEntryIsUndone() {
        List<Map<String, Object>> before = server.everything();
        server.jdbc().sql("alter table audit rename to gone").update();
        try {
            assertThat(server.call("POST", REGENERATE).send().status()).isEqualTo(500);
            assertThat(server.patch("{\"token_display_name\":\"renamed\"}")
                            .send()
                            .status())
                    .isEqualTo(500);
            assertThat(server.sync(DIRECTORY, null).send().status()).isEqualTo(500);
            assertThat(server.put(REFRESH_TOKEN, "{\"id\":\"" + REFRESH_TOKEN + "\",\"name\":\"renamed\"}")
                            .send()
                            .status())
                    .isEqualTo(500);
        } finally {
            server.jdbc().sql("alter table gone rename to audit").update();
        }

        assertThat(server.everything()).isEqualTo(before);
    }

    @Test
    void requestIsTheOneOfTheLogs() {
        signIn();
        MDC.put(LogContext.REQUEST_ID, "request-1");

        write();

        assertThat(onlyEntry().requestId()).isEqualTo("request-1");
    }

    @Test
    void nobodyChangesNothing() {
        assertThatThrownBy(this::write).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void entriesOfOneMomentKeepTheirOrder() {
        signIn();
        List<AuditedChange> changes = IntStream.range(0, 50)
                .mapToObj(i -> new AuditedChange(TENANT, Action.PURGE, ResourceKind.API_TOKEN, "id-" + i, List.of()))
                .toList();

        server.bean(Transactions.class).write(() -> {
            log().write(changes);
            return true;
        });

        assertThat(entries())
                .extracting(AuditEntry::id)
                .isEqualTo(changes.stream().map(AuditedChange::id).toList());
    }

    private void write() {
        server.bean(Transactions.class).write(() -> {
            log().write(CHANGE);
            return true;
        });
    }

    private static void signIn() {
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated("someone", "", List.of()));
    }

    private AuditLog log() {
        return server.bean(AuditLog.class);
    }

    private List<AuditEntry> entries() {
        return log().last(TENANT, null, null, null, 1000);
    }

    private AuditEntry onlyEntry() {
        assertThat(entries()).hasSize(1);
        return entries().get(0);
    }
}
