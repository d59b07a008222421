package org.tokenapi.referenceserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.tokenapi.referenceserver.storage.UnusableDataException;
import tools.jackson.databind.JsonNode;

@ExtendWith(OutputCaptureExtension.class)
final class StartTest {

    @TempDir
    private Path directory;

    @Test
    void firstStartMakesTheDirectoryTheKeyAndTheSample() throws IOException {
        Path data = directory.resolve("deep").resolve("data");
        try (TestServer server = TestServer.start(data)) {
            JsonNode page = server.search("{}").send().json();

            assertThat(page.get("totalCount").longValue()).isEqualTo(25);
            assertThat(page.get("totalPages").longValue()).isEqualTo(2);
            assertThat(page.get("items")).hasSize(20);
            assertThat(statuses(server)).containsExactlyInAnyOrder("ACTIVE", "EXPIRED");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("signing-key.json"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                .isEqualTo("rwx------");
    }

    @Test
    void laterStartsKeepDataAndKey() {
        String token;
        List<?> before;
        try (TestServer server = TestServer.start(directory)) {
            server.patch("{\"token_display_name\":\"renamed\"}").send();
            token = server.token();
            before = server.everything();
        }
        try (TestServer server = TestServer.start(directory)) {
            assertThat(server.everything()).isEqualTo(before);
            assertThat(server.search("{}")
                            .header("Authorization", "Bearer " + token)
                            .send()
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void printsACommandThatWorks(CapturedOutput output) {
        try (TestServer server = TestServer.start(directory, "--token-api.print-access-token=true")) {
            assertThat(output.getOut()).contains("The reference server is ready: " + server.base());
            String command = output.getOut()
                    .lines()
                    .filter(line -> line.startsWith("curl "))
                    .findFirst()
                    .orElseThrow();
            String[] quoted = command.split("'");
            TestServer.Answer answer = server.call(
                            "POST", quoted[7].substring(server.base().length()))
                    .header("Authorization", quoted[1].substring("Authorization: ".length()))
                    .body(quoted[3].substring("Content-Type: ".length()), quoted[5])
                    .send();

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().get("items")).hasSize(2);
        }
    }

    @Test
    void printsNothingWhenToldSo(CapturedOutput output) {
        try (TestServer server = TestServer.start(directory)) {
            assertThat(server.token()).startsWith("eyJ");
            assertThat(output.getAll()).doesNotContain("eyJ").doesNotContain("curl");
        }
    }

    @Test
    void noSecretIsLogged(CapturedOutput output) {
        try (TestServer server = TestServer.start(directory, "--logging.level.org.springframework.web=info")) {
            String token = server.token();
            String secret = server.call("POST", TestServer.TOKENS + TestServer.NIGHTLY + "?action=regenerate")
                    .send()
                    .property("token");
            String clientSecret = server.sync(TestServer.DIRECTORY, null).send().property("client_secret");
            String accessToken = server.sync(TestServer.DIRECTORY, "{\"generate_token\":true}")
                    .send()
                    .property("access_token");
            server.sync(TestServer.DIRECTORY, "{\"client_secret\":\"sent-secret\",\"token_ttl\":\"sent-secret\"}")
                    .send();
            server.search("{}").header("Authorization", "Bearer " + token + "x").send();
            server.jdbc().sql("drop table cloud_token").update();
            TestServer.Answer failed = server.put(
                            TestServer.REFRESH_TOKEN,
                            "{\"id\":\"" + TestServer.REFRESH_TOKEN + "\",\"name\":\"x\",\"token\":\"sent-secret\"}")
                    .send();

            assertThat(failed.status()).isEqualTo(500);
            assertThat(failed.property("detail")).isEqualTo("The request could not be completed.");
            assertThat(output.getAll())
                    .contains("A request failed")
                    .doesNotContain(token)
                    .doesNotContain(secret)
                    .doesNotContain(clientSecret)
                    .doesNotContain(accessToken)
                    .doesNotContain("sent-secret");
        }
    }

    @Test
    void writersWaitForOneAnother() throws Exception {
        try (TestServer server = TestServer.start(directory)) {
            ExecutorService callers = Executors.newFixedThreadPool(8);
            List<Callable<Integer>> calls = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                String name = "writer-" + i;
                calls.add(() -> server.patch("{\"token_display_name\":\"" + name + "\"}")
                        .send()
                        .status());
                calls.add(() -> server.search("{}").send().status());
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> status : callers.invokeAll(calls)) {
                statuses.add(status.get());
            }
            callers.shutdown();

            assertThat(statuses).hasSize(80).containsOnly(200);
        }
    }

    @Test
    void lockOfAnotherProcessIsWaitedForAndThenTold() throws SQLException {
        try (TestServer server = TestServer.start(directory, "--token-api.lock-timeout=300ms");
                Connection other = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("token-api.db"));
                Statement lock = other.createStatement()) {
            List<?> before = server.everything();
            lock.execute("begin immediate");
            TestServer.Answer refused =
                    server.patch("{\"token_display_name\":\"renamed\"}").send();
            TestServer.Answer read = server.search("{}").send();
            lock.execute("rollback");

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isEqualTo("5");
            assertThat(read.status()).isEqualTo(200);
            assertThat(server.everything()).isEqualTo(before);
            assertThat(server.patch("{\"token_display_name\":\"renamed\"}")
                            .send()
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void unusableDirectoryStopsTheStart() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() -> TestServer.start(file.resolve("data")))
                .hasRootCauseInstanceOf(IOException.class)
                .hasStackTraceContaining("can't be made or written to");
    }

    @Test
    void unreadableKeyStopsTheStartAndIsNotQuoted(CapturedOutput output) throws IOException {
        Files.writeString(directory.resolve("signing-key.json"), "{\"kty\":\"EC\",\"d\":\"key-material\"");

        assertThatThrownBy(() -> TestServer.start(directory)).hasRootCauseInstanceOf(UnusableDataException.class);
        assertThat(output.getAll())
                .contains("signing-key.json can't be read")
                .doesNotContain("key-material")
                .doesNotContain("\tat ");
    }

    @Test
    void fileThatIsNoDatabaseStopsTheStart(CapturedOutput output) throws IOException {
        Files.writeString(directory.resolve("token-api.db"), "no database ".repeat(500));

        assertThatThrownBy(() -> TestServer.start(directory)).hasStackTraceContaining("can't be opened");
        assertThat(output.getAll()).contains("token-api.db can't be opened").doesNotContain("\tat ");
    }

    private static List<String> statuses(TestServer server) {
        List<String> statuses = new ArrayList<>();
        JsonNode items = server.call("POST", TestServer.TOKENS + "search?pageSize=1000")
                .send()
                .json()
                .get("items");
        items.forEach(item -> statuses.add(item.get("token_status").asString()));
        return statuses.stream().distinct().toList();
    }
}
