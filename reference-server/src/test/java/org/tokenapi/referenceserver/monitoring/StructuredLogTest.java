package org.tokenapi.referenceserver.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.logging.LoggingSystemProperty;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.tokenapi.referenceserver.TestServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(OutputCaptureExtension.class)
final class StructuredLogTest {
    private final JsonMapper json = new JsonMapper();

    @TempDir
    private Path directory;

    /** Spring Boot stores the setting in a system property, which would affect the next server in this process. */
    @AfterEach
    void forget() {
        System.clearProperty(LoggingSystemProperty.CONSOLE_STRUCTURED_FORMAT.getEnvironmentVariableName());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecs", "logstash"})
    void eachLineIsAnObjectWithTheIdOfItsRequest(String format, CapturedOutput output) {
        try (TestServer server = TestServer.start(
                directory,
                "--token-api.print-access-token=true",
                "--logging.structured.format.console=" + format,
                "--logging.level.org.tokenapi.access=info")) {
            server.search("{}").header("X-Request-Id", "find-me").send();
            server.jdbc().sql("drop table cloud_token").update();
            server.put(TestServer.REFRESH_TOKEN, "{\"id\":\"" + TestServer.REFRESH_TOKEN + "\",\"name\":\"other\"}")
                    .header("X-Request-Id", "failed")
                    .send();
        }

        List<JsonNode> lines = output.getOut().lines().map(json::readTree).toList();
        assertThat(lines).anySatisfy(line -> {
            assertThat(line.path("requestId").asString()).isEqualTo("find-me");
            assertThat(line.path("tenant").asString()).isEqualTo("CUSTOMER");
            assertThat(line.path("operation").asString()).isEqualTo("searchApiTokens");
            assertThat(line.path("status").intValue()).isEqualTo(200);
            assertThat(line.path("duration_ms").isNumber()).isTrue();
        });
        assertThat(lines).anySatisfy(line -> {
            assertThat(line.path("requestId").asString()).isEqualTo("failed");
            assertThat(line.path("message").asString()).isEqualTo("A request failed");
        });
        assertThat(output.getOut()).contains("The reference server is ready: ").doesNotContain("eyJ");
    }
}
