package org.tokenapi.referenceserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A start that fails prints the reason, without a stack trace. */
@ExtendWith(OutputCaptureExtension.class)
final class FailedStartTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--token-api.lock-timeout=30d     | token-api.lock-timeout is out of range",
                "--token-api.lock-timeout=3600001 | token-api.lock-timeout is out of range",
                "--token-api.lock-timeout=249ms   | token-api.lock-timeout is out of range",
                "--token-api.lock-timeout=-1s     | token-api.lock-timeout is out of range",
                "--token-api.lock-timeout=soon    | token-api.lock-timeout",
                "--token-api.statement-timeout=0  | token-api.statement-timeout is out of range",
                "--token-api.max-body-size=-1     | token-api.max-body-size",
                "--token-api.max-body-size=0      | token-api.max-body-size",
                "--token-api.max-body-sise=1MB    | token-api.max-body-sise",
                "--token-api.sample-data=perhaps  | token-api.sample-data",
                "--token-api.otlp-endpoint=here   | token-api.otlp-endpoint is not a URL",
                "--server.ssl.certificate=no.pem  | TLS requires both",
                "--token-api.external-issuer=here | token-api.external-issuer is not a URL",
                "--server.port=99999              | 99999 is not a port",
                "--server.port=-1                 | -1 is not a port",
                "--server.port=http               | http is not a port",
                "--database-url=jdbc:x            | Give the server the setting --token-api.database-url=...",
                "--data-directory=elsewhere       | Give the server the setting --token-api.data-directory=...",
                "token-api.sample-data=false      | not settings: token-api.sample-data=false",
            })
    void settings(String argument, String words, CapturedOutput output) {
        refused(words, output, argument);
    }

    @Test
    void directoryThatIsAFile(CapturedOutput output) throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        refused("can't be created or written to", output, "--token-api.data-directory=" + file.resolve("data"));
    }

    @Test
    void keyThatIsNotReadableIsNotQuoted(CapturedOutput output) throws IOException {
        Files.writeString(directory.resolve("signing-key.json"), "{\"kty\":\"EC\",\"d\":\"key-material\"");

        refused("signing-key.json can't be read", output);
        assertThat(output.getAll()).doesNotContain("key-material");
    }

    @Test
    void fileThatIsNotADatabase(CapturedOutput output) throws IOException {
        Files.writeString(database(), "no database ".repeat(500));

        refused("token-api.db can't be opened", output);
    }

    @Test
    void databaseOfAnotherApplication(CapturedOutput output) throws SQLException {
        sql("create table theirs (id integer)");

        refused("token-api.db was not created by this or an earlier version", output);
    }

    @Test
    void databaseOfAnotherVersion(CapturedOutput output) throws SQLException {
        TestDatabase.SQLITE.createTables(directory);
        sql("update flyway_schema_history set checksum = checksum + 1");

        refused("token-api.db was not created by this or an earlier version", output);
    }

    @Test
    void databaseThatCanOnlyBeRead(CapturedOutput output) throws IOException {
        TestDatabase.SQLITE.createTables(directory);
        // A version of the file format that does not exist yet, so that not even root can write the file.
        byte[] content = Files.readAllBytes(database());
        content[18] = 3;
        Files.write(database(), content);

        refused("can't be written to", output);
    }

    @Test
    void databaseThatAnotherProcessHolds(CapturedOutput output) throws SQLException {
        TestDatabase.SQLITE.createTables(directory);
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + database());
                Statement lock = other.createStatement()) {
            lock.execute("begin immediate");

            refused("token-api.db is locked by another process", output, "--token-api.lock-timeout=250ms");
        }
    }

    @Test
    void failedStartHasExitCodeOne() throws IOException, InterruptedException {
        Path output = Files.createTempFile("start", ".log");
        Path data = directory.resolve("data");
        Process server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ReferenceServer.class.getName(),
                        "--token-api.data-directory=" + data,
                        "--server.port=http")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            // A server that starts by mistake would run forever.
            assertThat(server.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(server.exitValue()).isEqualTo(1);
            assertThat(output).content().contains("http is not a port").doesNotContain("\tat ");
            assertThat(data).doesNotExist();
        } finally {
            server.destroyForcibly();
            Files.delete(output);
        }
    }

    private void refused(String words, CapturedOutput output, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        if (all.stream().noneMatch(argument -> argument.startsWith("--server.port"))) {
            all.add("--server.port=0");
        }
        if (all.stream().noneMatch(argument -> argument.startsWith("--token-api.data-directory"))) {
            all.add("--token-api.data-directory=" + directory);
        }

        assertThatThrownBy(() -> SpringApplication.run(ReferenceServer.class, all.toArray(String[]::new)))
                .isNotNull();
        assertThat(output.getAll()).contains(words).doesNotContain("\tat ");
    }

    private Path database() {
        return directory.resolve("token-api.db");
    }

    private void sql(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
