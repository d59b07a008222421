package org.tokenapi.referenceserver.apitoken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tokenapi.referenceserver.TestServer.NIGHTLY;
import static org.tokenapi.referenceserver.TestServer.TENANT;
import static org.tokenapi.referenceserver.TestServer.TOKENS;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tokenapi.referenceserver.EachDatabase;
import org.tokenapi.referenceserver.TestServer;
import org.tokenapi.referenceserver.value.SecretValue;
import tools.jackson.databind.JsonNode;

final class ApiTokenTest extends EachDatabase {
    private static final String EXPIRED = "0b8f6f5c-4d0e-4a57-9f0a-6a1d3c1e7b03";

    @BeforeEach
    void reset() {
        server.reset();
    }

    @Test
    void regeneratingStoresOnlyTheHashOfTheNewSecret() {
        String before = stored("secret_sha256");

        TestServer.TestResponse response = regenerate(NIGHTLY);

        String secret = response.property("token");
        assertThat(response.status()).isEqualTo(200);
        assertThat(SecretValue.isWellFormed("vidb_", secret)).isTrue();
        assertThat(response.property("token_suffix")).isEqualTo(secret.substring(secret.length() - 5));
        assertThat(stored("secret_sha256"))
                .isEqualTo(SecretValue.of(secret).sha256())
                .isNotEqualTo(before);
        assertThat(server.everything().toString()).doesNotContain(secret).doesNotContain(before);
    }

    @Test
    void regeneratingStartsTheLifeAnew() {
        TestServer.TestResponse response = regenerate(NIGHTLY);

        Instant modified = Instant.parse(response.property("modified_date"));
        assertThat(Instant.parse(response.property("expiration_date")))
                .isEqualTo(modified.plus(Duration.ofMinutes(43200)));
        assertThat(response.property("id")).isEqualTo(NIGHTLY);
        assertThat(response.property("token_status")).isEqualTo("ACTIVE");
    }

    @Test
    void regeneratingTwiceMakesTwoSecrets() {
        assertThat(regenerate(NIGHTLY).property("token"))
                .isNotEqualTo(regenerate(NIGHTLY).property("token"));
    }

    @Test
    void regeneratingRevivesAnExpiredToken() {
        assertThat(regenerate(EXPIRED).property("token_status")).isEqualTo("ACTIVE");
        assertThat(server.search("{\"and\":[{\"key\":\"id\",\"values\":[\"" + EXPIRED + "\"]}]}")
                        .send()
                        .json()
                        .at("/items/0/token_status")
                        .asString())
                .isEqualTo("ACTIVE");
    }

    @ParameterizedTest
    @CsvSource({"ACTIVE, ACTIVE", "EXPIRED, ACTIVE", "LOCKED, LOCKED"})
    void regeneratingEndsNothingButTheExpiration(String before, String after) {
        server.jdbc()
                .sql("update api_token set stored_status = ? where id = ?")
                .params(before, EXPIRED)
                .update();

        assertThat(regenerate(EXPIRED).property("token_status")).isEqualTo(after);
    }

    @Test
    void aLifeLongerThanTheCalendarEndsWithIt() {
        server.jdbc()
                .sql("update api_token set api_token_ttl = 9223372036854775807 where id = ?")
                .param(NIGHTLY)
                .update();

        assertThat(regenerate(NIGHTLY).property("expiration_date")).startsWith("9999-12-31T23:59:59");
    }

    @Test
    void bodyOfLinksIsAccepted() {
        assertThat(server.call("POST", TOKENS + NIGHTLY + "?action=regenerate")
                        .body(TestServer.TRIGGER, "{\"_links\":{\"self\":{\"href\":\"https://example.com\"}}}")
                        .send()
                        .status())
                .isEqualTo(200);
    }

    @Test
    void patchChangesWhatThePageAllows() {
        TestServer.TestResponse response = server.patch(
                        "{\"token_display_name\":\"renamed\",\"access_token_ttl\":9223372036854775807,"
                                + "\"max_count_of_uses\":1,\"token_description\":\"\",\"acct\":\"intruder\",\"id\":\"other\"}")
                .send();

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("Content-Type"))
                .isEqualTo("application/vnd.vmware.vidm.api-tokens.patch.response+json");
        assertThat(response.property("token_display_name")).isEqualTo("renamed");
        assertThat(response.json().get("access_token_ttl").longValue()).isEqualTo(Long.MAX_VALUE);
        assertThat(response.property("token_description")).isEmpty();
        assertThat(response.property("acct")).isEqualTo("jdoe@customer.example");
        assertThat(response.json().has("max_count_of_uses")).isFalse();
        assertThat(stored("max_count_of_uses")).isEqualTo("1");
        assertThat(stored("token_display_name")).isEqualTo("renamed");
    }

    @Test
    void patchKeepsWhatIsAbsent() {
        TestServer.TestResponse response =
                server.patch("{\"token_display_name\":\"renamed\"}").send();

        assertThat(response.property("token_description")).isEqualTo("Publishes the nightly artifacts.");
        assertThat(response.property("access_token_ttl")).isEqualTo("30");
        assertThat(stored("max_count_of_uses")).isEqualTo("-1");
    }

    @Test
    void patchUpdatesTheModifiedDateOnlyOnAChange() {
        String before = stored("modified_date");

        server.patch("{\"token_display_name\":\"nightly-build\"}").send();
        assertThat(stored("modified_date")).isEqualTo(before);

        server.patch("{\"token_display_name\":\"renamed\"}").send();
        assertThat(stored("modified_date")).isNotEqualTo(before);
    }

    @Test
    void patchWithoutABodyChangesNothing() {
        var before = server.everything();

        TestServer.TestResponse response =
                server.call("PATCH", TOKENS + NIGHTLY).send();

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.property("token_display_name")).isEqualTo("nightly-build");
        assertThat(server.everything()).isEqualTo(before);
    }

    @Test
    void lengthsAreCountedInCharactersOfUnicode() {
        String emoji = "\uD83D\uDE00";

        assertThat(server.patch("{\"token_display_name\":\"" + emoji.repeat(255) + "\"}")
                        .send()
                        .status())
                .isEqualTo(200);
        assertThat(server.patch("{\"token_display_name\":\"" + emoji.repeat(2) + "\"}")
                        .send()
                        .status())
                .isEqualTo(400);
    }

    @Test
    void absentPropertiesAreOmitted() {
        String text = server.search("{}").send().text();

        assertThat(text).contains("\"token_display_name\":\"deploy-robot\"").doesNotContain("null");
    }

    @Test
    void everyResponseHasThePropertiesOfItsModel() {
        List<String> common = List.of(
                "_links",
                "id",
                "client_display_name",
                "client_id",
                "client_type",
                "token_display_name",
                "token_type",
                "token_sub_type",
                "token_suffix",
                "api_token_ttl",
                "access_token_ttl",
                "acct",
                "user_status",
                "expiration_date",
                "last_access_time",
                "created_date",
                "modified_date",
                "token_status",
                "token_description");
        JsonNode patched = server.call("PATCH", TOKENS + NIGHTLY).send().json();
        JsonNode found = server.search("{\"and\":[{\"key\":\"id\",\"values\":[\"" + NIGHTLY + "\"]}]}")
                .send()
                .json()
                .at("/items/0");
        JsonNode regenerated = regenerate(NIGHTLY).json();

        assertThat(patched.propertyNames()).containsExactlyInAnyOrderElementsOf(common);
        assertThat(regenerated.propertyNames()).containsExactlyInAnyOrderElementsOf(and(common, "token"));
        assertThat(found.propertyNames())
                .containsExactlyInAnyOrderElementsOf(
                        and(common, "principal_name", "principal_status", "roles", "user_id", "client_uuid"));
        for (String name : common) {
            assertThat(patched.get(name)).as(name).isEqualTo(found.get(name));
        }
    }

    private static List<String> and(List<String> names, String... more) {
        return Stream.concat(names.stream(), Stream.of(more)).toList();
    }

    private TestServer.TestResponse regenerate(String id) {
        return server.call("POST", TOKENS + id + "?action=regenerate").send();
    }

    private String stored(String column) {
        return server.jdbc()
                .sql("select " + column + " from api_token where tenant = ? and id = ?")
                .params(TENANT, NIGHTLY)
                .query(String.class)
                .single();
    }
}
