package org.tokenapi.referenceserver.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tokenapi.referenceserver.TestServer.NIGHTLY;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.tokenapi.referenceserver.EachDatabase;
import org.tokenapi.referenceserver.TestServer;

/** Health and metrics, requested without credentials. */
final class MonitoringTest extends EachDatabase {
    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/live", "/health/ready"})
    void healthyServerReportsOnlyItsStatus(String path) {
        TestServer.TestResponse response = get(path);

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.property("status")).isEqualTo("UP");
        assertThat(response.text()).doesNotContain("database").doesNotContain("details");
    }

    @Test
    void serverWithoutItsDatabaseIsAliveAndNotReady() {
        server.jdbc().sql("alter table api_token rename to elsewhere").update();
        try {
            assertThat(get("/health/live").status()).isEqualTo(200);
            TestServer.TestResponse ready = get("/health/ready");
            assertThat(ready.status()).isEqualTo(503);
            assertThat(ready.text())
                    .contains("DOWN")
                    .doesNotContain("api_token")
                    .doesNotContain("Exception");
        } finally {
            server.jdbc().sql("alter table elsewhere rename to api_token").update();
        }
        assertThat(get("/health/ready").status()).isEqualTo(200);
    }

    @Test
    void stoppingServerIsNotReady() {
        AvailabilityChangeEvent.publish(server.context(), ReadinessState.REFUSING_TRAFFIC);
        try {
            assertThat(get("/health/ready").status()).isEqualTo(503);
            assertThat(get("/health/live").status()).isEqualTo(200);
        } finally {
            AvailabilityChangeEvent.publish(server.context(), ReadinessState.ACCEPTING_TRAFFIC);
        }
    }

    @Test
    void requestsAreCountedForEachOperationAndStatus() {
        server.search("{}").send();
        server.search("{").send();
        server.search("{}").header("Authorization", "Bearer x").send();
        server.patch("{\"token_display_name\":\"counted\"}").send();
        server.form("/acs/t/CUSTOMER/token", "grant_type", "x").send();

        for (String operationAndStatus : List.of(
                "searchApiTokens 200",
                "searchApiTokens 400",
                "searchApiTokens 401",
                "patchApiToken 200",
                "token 400")) {
            String[] words = operationAndStatus.split(" ");
            assertThat(requestCounts())
                    .as(operationAndStatus)
                    .anyMatch(line -> line.contains("operation=\"" + words[0] + "\"")
                            && line.contains("status=\"" + words[1] + "\""));
        }
    }

    /** Names that a caller makes up must not add metrics. */
    @Test
    void namesThatCallersMakeUpAreInNoMetric() {
        server.call("BREW", "/made-up-path").send();
        server.call("PATCH", "/acs/t/made-up-tenant/api-tokens/made-up-id").send();
        server.call("PATCH", "/acs/t/CUSTOMER/api-tokens/made-up-id?made-up-query")
                .send();
        server.search("{}").header("X-Request-Id", "made-up-request").send();
        server.patch("{\"token_display_name\":\"made-up\"}").send();

        assertThat(get("/metrics").text())
                .contains("operation=\"none\"")
                .doesNotContain("made-up")
                .doesNotContain("BREW")
                .doesNotContain("CUSTOMER")
                .doesNotContain(NIGHTLY);
    }

    @Test
    void connectionsToTheDatabaseAreCounted() {
        assertThat(get("/metrics").text())
                .contains("hikaricp_connections_active{pool=\"reading\"}")
                .contains("hikaricp_connections_active{pool=\"writing\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator",
                "/env",
                "/beans",
                "/info",
                "/loggers",
                "/heapdump",
                "/prometheus",
                "/actuator/health",
                "/health/database",
                "/health/live/livenessState",
                "/health/liveness",
                "/shutdown",
                "/configprops"
            })
    void everythingElseIsOff(String path) {
        assertThat(get(path).status()).isEqualTo(401);
        assertThat(server.call("GET", path).send().status()).isEqualTo(404);
    }

    private List<String> requestCounts() {
        return get("/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith("http_server_requests_seconds_count"))
                .toList();
    }

    private TestServer.TestResponse get(String path) {
        return server.anonymous("GET", path).send();
    }
}
