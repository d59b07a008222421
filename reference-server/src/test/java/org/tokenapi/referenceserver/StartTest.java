package org.tokenapi.referenceserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

@ExtendWith(OutputCaptureExtension.class)
final class StartTest {

    private static final Pattern MANY_CONNECTIONS =
            Pattern.compile("hikaricp_connections_creation_seconds_count\\{pool=\"writing\"} [5-9]");

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
    }

    @Test
    void onlyTheOwnerCanReadTheFilesOfAnOpenDirectory() throws IOException {
        assumeThat(Files.getFileStore(directory).supportsFileAttributeView(PosixFileAttributeView.class))
                .isTrue();
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (TestServer server = TestServer.start(directory)) {
            server.patch("{\"token_display_name\":\"renamed\"}").send();

            assertThat(rights()).containsOnly("rw-------").hasSizeGreaterThanOrEqualTo(3);
        }
        for (Path file : files()) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        }
        try (TestServer server = TestServer.start(directory)) {
            server.patch("{\"token_display_name\":\"again\"}").send();

            assertThat(rights()).containsOnly("rw-------");
        }
    }

    @Test
    void onlyTheOwnerCanEnterADirectoryThatTheStartCreates() throws IOException {
        assumeThat(Files.getFileStore(directory).supportsFileAttributeView(PosixFileAttributeView.class))
                .isTrue();
        Path data = directory.resolve("data");
        TestServer.start(data).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                .isEqualTo("rwx------");
    }

    @Test
    void startsEmptyWithoutSampleData() {
        try (TestServer server = TestServer.start(directory, "--token-api.sample-data=off")) {
            assertThat(server.search("{}").send().json().get("totalCount").longValue())
                    .isZero();
        }
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
        try (TestServer server = TestServer.start(
                directory, "--token-api.print-access-token=true", "--server.servlet.context-path=/base")) {
            assertThat(output.getOut()).contains("The reference server is ready: " + server.base() + "/base");
            String command = output.getOut()
                    .lines()
                    .filter(line -> line.contains("curl "))
                    .findFirst()
                    .orElseThrow();
            String[] quoted = command.split("'");
            TestServer.TestResponse response = server.call(
                            "POST", quoted[7].substring(server.base().length()))
                    .header("Authorization", quoted[1].substring("Authorization: ".length()))
                    .body(quoted[3].substring("Content-Type: ".length()), quoted[5])
                    .send();

            assertThat(response.status()).isEqualTo(200);
            assertThat(response.json().get("items")).hasSize(2);
        }
    }

    @Test
    void printsNoTokenIfTheSettingIsOff(CapturedOutput output) {
        try (TestServer server = TestServer.start(directory)) {
            assertThat(server.token()).startsWith("eyJ");
            assertThat(output.getOut()).contains("The reference server is ready: " + server.base());
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
            TestServer.TestResponse failed = server.put(
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

    /** The wait consists of many short attempts, each with a new connection. */
    @Test
    void lockOfAnotherProcessIsWaitedFor() throws Exception {
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try (TestServer server = TestServer.start(directory, "--token-api.lock-timeout=2m");
                Connection other = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("token-api.db"));
                Statement lock = other.createStatement()) {
            lock.execute("begin immediate");
            Future<TestServer.TestResponse> patch = caller.submit(
                    () -> server.patch("{\"token_display_name\":\"renamed\"}").send());
            Instant deadline = Instant.now().plusSeconds(30);
            String metrics;
            do {
                assertThat(Instant.now()).isBefore(deadline);
                metrics = server.anonymous("GET", "/metrics").send().text();
            } while (!MANY_CONNECTIONS.matcher(metrics).find());
            lock.execute("rollback");

            assertThat(patch.get().status()).isEqualTo(200);
        } finally {
            caller.shutdownNow();
        }
    }

    @Test
    void lockTimeoutIsReportedAs503() throws SQLException {
        try (TestServer server = TestServer.start(directory, "--token-api.lock-timeout=300ms");
                Connection other = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("token-api.db"));
                Statement lock = other.createStatement()) {
            List<?> before = server.everything();
            lock.execute("begin immediate");
            TestServer.TestResponse refused =
                    server.patch("{\"token_display_name\":\"renamed\"}").send();
            TestServer.TestResponse read = server.search("{}").send();
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

    private static List<String> statuses(TestServer server) {
        List<String> statuses = new ArrayList<>();
        JsonNode items = server.call("POST", TestServer.TOKENS + "search?pageSize=1000")
                .send()
                .json()
                .get("items");
        items.forEach(item -> statuses.add(item.get("token_status").asString()));
        return statuses.stream().distinct().toList();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private List<String> rights() throws IOException {
        List<String> rights = new ArrayList<>();
        for (Path file : files()) {
            rights.add(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        }
        return rights;
    }
}
