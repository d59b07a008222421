package org.tokenapi.referenceserver.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.tokenapi.referenceserver.TestDatabase;
import org.tokenapi.referenceserver.TestServer;
import org.tokenapi.referenceserver.value.SecretValue;

/** Many callers change one row at once, through two servers: their changes are serialized. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ConcurrencyTest {
    private static final int CALLS = 40;

    @Parameter
    private TestDatabase database;

    private TestServer server;
    private TestServer other;
    private ExecutorService callers;

    @BeforeParameterizedClassInvocation(injectArguments = false)
    void start() {
        server = database.shared();
        other = database.start(database.sharedDirectory());
        callers = Executors.newFixedThreadPool(12);
    }

    @BeforeEach
    void reset() {
        server.reset();
    }

    @AfterParameterizedClassInvocation
    void stop() {
        callers.shutdownNow();
        other.close();
    }

    @Test
    void oneSecretRemainsAndItsResponseMatchesTheRow() throws Exception {
        List<TestServer.TestResponse> responses =
                atOnce(i -> server(i).call("POST", TestServer.TOKENS + TestServer.NIGHTLY + "?action=regenerate"));

        Map<String, Object> stored = row("api_token", TestServer.NIGHTLY);
        assertThat(responses)
                .filteredOn(response ->
                        SecretValue.of(response.property("token")).sha256().equals(stored.get("secret_sha256")))
                .singleElement()
                .satisfies(response -> {
                    assertThat(response.property("token_suffix")).isEqualTo(stored.get("token_suffix"));
                    assertThat(millis(response.property("expiration_date"))).isEqualTo(stored.get("expiration_date"));
                    assertThat(millis(response.property("modified_date"))).isEqualTo(stored.get("modified_date"));
                });
    }

    @Test
    void patchesAreNeverMixed() throws Exception {
        List<TestServer.TestResponse> responses = atOnce(i -> server(i)
                .call("PATCH", TestServer.TOKENS + TestServer.NIGHTLY)
                .body(
                        TestServer.PATCH,
                        "{\"token_display_name\":\"name-" + i + "\",\"token_description\":\"name-" + i
                                + "\",\"access_token_ttl\":" + (i + 1) + "}"));

        assertThat(responses)
                .allSatisfy(response -> assertThat(response.property("token_description"))
                        .isEqualTo(response.property("token_display_name")));
        Map<String, Object> stored = row("api_token", TestServer.NIGHTLY);
        assertThat(stored.get("token_description"))
                .isEqualTo(stored.get("token_display_name"))
                .isEqualTo("name-" + (((Number) stored.get("access_token_ttl")).longValue() - 1));
    }

    /**
     * A request does not affect the properties that it does not name, even if another request has just changed them.
     */
    @Test
    void noPatchUndoesAnother() throws Exception {
        List<String> properties =
                List.of("\"token_description\":\"written\"", "\"access_token_ttl\":7", "\"max_count_of_uses\":1");

        atOnce(
                12,
                i -> server(i)
                        .call("PATCH", TestServer.TOKENS + TestServer.NIGHTLY)
                        .body(TestServer.PATCH, "{\"token_display_name\":\"renamed\"," + properties.get(i % 3) + "}"));

        assertThat(row("api_token", TestServer.NIGHTLY).toString())
                .contains("token_display_name=renamed", "token_description=written", "access_token_ttl=7")
                .contains("max_count_of_uses=1");
    }

    /** The same for another statement. */
    @Test
    void noUpdateUndoesAnother() throws Exception {
        for (int round = 0; round < 10; round++) {
            server.reset();
            String expires = "2031-01-01T00:00:0" + round + "Z";
            List<String> properties = List.of("\"requireRotation\":false", "\"expirationTimeUtc\":\"" + expires + "\"");

            atOnce(
                    8,
                    i -> server(i)
                            .put(
                                    TestServer.REFRESH_TOKEN,
                                    "{\"id\":\"" + TestServer.REFRESH_TOKEN + "\",\"name\":\"n\","
                                            + properties.get(i / 2 % 2) + "}"));

            Map<String, Object> stored = row("cloud_token", TestServer.REFRESH_TOKEN);
            assertThat(stored.get("require_rotation")).isIn(false, 0);
            assertThat(stored.get("expiration_time")).isEqualTo(millis(expires));
        }
    }

    @Test
    void storedCredentialsAreThoseOfOneResponse() throws Exception {
        List<TestServer.TestResponse> responses = atOnce(i -> server(i).sync(TestServer.DIRECTORY, null));

        Map<String, Object> stored = server.jdbc()
                .sql("select client_id, credential_sha256 from sync_client where directory_id = ?")
                .param(TestServer.DIRECTORY)
                .query()
                .singleRow();
        assertThat(responses)
                .filteredOn(response -> response.property("client_id").equals(stored.get("client_id")))
                .singleElement()
                .satisfies(response -> assertThat(SecretValue.of(response.property("client_secret"))
                                .sha256())
                        .isEqualTo(stored.get("credential_sha256")));
    }

    private TestServer server(int call) {
        return call % 2 == 0 ? server : other;
    }

    private List<TestServer.TestResponse> atOnce(IntFunction<TestServer.TestRequest> call) throws Exception {
        return atOnce(CALLS, call);
    }

    /** Sends requests at once; all of them succeed. */
    private List<TestServer.TestResponse> atOnce(int calls, IntFunction<TestServer.TestRequest> call) throws Exception {
        List<Callable<TestServer.TestResponse>> work = IntStream.range(0, calls)
                .<Callable<TestServer.TestResponse>>mapToObj(
                        i -> () -> call.apply(i).send())
                .toList();
        List<TestServer.TestResponse> responses = new ArrayList<>();
        for (Future<TestServer.TestResponse> response : callers.invokeAll(work)) {
            responses.add(response.get());
        }
        assertThat(responses)
                .allSatisfy(response ->
                        assertThat(response.status()).as(response.text()).isEqualTo(200));
        return responses;
    }

    private Map<String, Object> row(String table, String id) {
        return server.jdbc()
                .sql("select * from " + table + " where tenant = ? and id = ?")
                .params(TestServer.TENANT, id)
                .query()
                .singleRow();
    }

    private static long millis(String date) {
        return java.time.Instant.parse(date).toEpochMilli();
    }
}
