package org.tokenapi.referenceserver.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tokenapi.referenceserver.ReferenceServer;
import org.tokenapi.referenceserver.TestDatabase;
import org.tokenapi.referenceserver.TestServer;

final class CommandsTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "--server.port=0, false",
        "--debug, false",
        "--help, true",
        "--version, true",
        "-h, true",
        "oops, true",
        "audit, true",
    })
    void argumentsThatAreNotSettingsNameACommand(String argument, boolean isMeant) {
        assertThat(Commands.areMeant("--token-api.sample-data=false", argument)).isEqualTo(isMeant);
    }

    @Test
    void importHasNoTimeout() throws IOException {
        Path lines = Files.writeString(
                directory.resolve("lines.jsonl"), "{\"kind\":\"directory\",\"tenant\":\"CUSTOMER\",\"id\":\"d-1\"}\n");
        List<String> settings = new ArrayList<>(TestDatabase.POSTGRESQL.settings(directory));
        settings.add("--token-api.lock-timeout=250ms");
        settings.add("--token-api.statement-timeout=100ms");
        try (TestServer server = TestDatabase.POSTGRESQL.start(directory)) {
            server.jdbc()
                    .sql("create function wait() returns trigger language plpgsql as"
                            + " 'begin perform pg_sleep(0.5); return new; end'")
                    .update();
            server.jdbc()
                    .sql("create trigger slow before insert on directory for each row execute function wait()")
                    .update();

            CommandRun run = CommandRun.of(settings, "import", lines.toString());

            assertThat(run.exitCode()).as(run.err()).isZero();
        }
    }

    @Test
    void helpNamesTheCommands() {
        CommandRun help = CommandRun.of("--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out())
                .contains("import", "export", "issue-access-token", "purge-expired", "backup", "audit")
                .contains("Examples:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"import", "export", "issue-access-token", "purge-expired", "backup", "audit"})
    void helpOfACommandHasExamples(String command) {
        CommandRun help = CommandRun.of(command, "--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("Examples:").contains("reference-server-exec.jar " + command);
    }

    @Test
    void version() {
        assertThat(CommandRun.of("--version").out()).startsWith("reference-server ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "oops                                             | Unknown command oops. Commands: import, export",
                "-d x                                             | Missing command",
                "import                                           | FILE",
                "import --password=hunter2 x                      | Unknown argument --password=...",
                "import absent.jsonl                              | absent.jsonl does not exist",
                "purge-expired                                    | --before",
                "purge-expired --before soon                      | must be a time before now",
                "issue-access-token --tenant a/b                  | --tenant must have 1 to 255 characters",
                "issue-access-token --tenant A --minutes 0        | --minutes must be at least 1",
                "issue-access-token --tenant A --scope all        | --scope must be token-management or",
                "audit --limit 0                                  | --limit must be at least 1",
                "audit --token-api.lock-timeout=1ms -d .          | There is no database in the directory .",
            })
    void invalidArguments(String arguments, String words) {
        CommandRun run = CommandRun.of(arguments.split(" "));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("reference-server: ").contains(words).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--token-api.data-directori=x   | Unknown settings: token-api.data-directori",
                "--token-api.sample-data=perhaps | The setting token-api.sample-data has an invalid value",
                "--token-api.lock-timeout=1ms   | token-api.lock-timeout is out of range",
                "--database-url=jdbc:mysql://h/d?password=hunter2 | token-api.database-url is not a PostgreSQL URL",
                "--database-url=jdbc:postgresql://127.0.0.1:1/d?user=u&password=hunter2 | can't be reached",
            })
    void invalidSettings(String setting, String words) {
        TestDatabase.SQLITE.shared();

        CommandRun run = CommandRun.of(
                "audit", "-d", TestDatabase.SQLITE.sharedDirectory().toString(), setting);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines()).singleElement().asString().contains(words).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "export",
                "issue-access-token --tenant A",
                "purge-expired --before 1d",
                "backup backup.zip",
                "audit"
            })
    void missingDatabaseIsNotCreated(String arguments) {
        Path absent = directory.resolve("absent");
        List<String> all = new ArrayList<>(List.of(arguments.split(" ")));
        all.addAll(List.of("-d", absent.toString()));

        CommandRun run = CommandRun.of(all.toArray(String[]::new));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("There is no database in the directory " + absent);
        assertThat(absent).doesNotExist();
    }

    @Test
    void namesInAFileAreMadeSafeForTheTerminal() throws IOException {
        Path file = Files.writeString(
                directory.resolve("lines.jsonl"),
                "{\"kind\":\"directory\",\"tenant\":\"T\",\"id\":\"d-1\",\"\\u001b[2J\\u202e\":1}");

        CommandRun run = CommandRun.of("import", "-d", directory.toString(), file.toString());

        assertThat(run.err()).startsWith("line 1: ?[2J? is not a property of directory");
    }

    @Test
    void resultGoesToStandardOutputAndFailuresToStandardError() throws IOException, InterruptedException {
        TestDatabase.SQLITE.shared();

        Map<String, String> issued = process("issue-access-token", "--tenant", "CUSTOMER", "--logging.level.root=info");
        Map<String, String> failed = process("issue-access-token");

        assertThat(issued).contains(entry("code", "0"));
        assertThat(issued.get("out")).matches("eyJ[\\w.-]+\\R");
        assertThat(issued.get("err")).contains("INFO").doesNotContain("eyJ");
        assertThat(failed).contains(entry("code", "2"), entry("out", ""));
        assertThat(failed.get("err")).contains("--tenant").doesNotContain("\tat ");
    }

    private Map<String, String> process(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ReferenceServer.class.getName()));
        command.addAll(TestDatabase.SQLITE.settings(TestDatabase.SQLITE.sharedDirectory()));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(directory, "out", null);
        Path err = Files.createTempFile(directory, "err", null);
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Map.of(
                "code",
                Integer.toString(process.exitValue()),
                "out",
                Files.readString(out),
                "err",
                Files.readString(err));
    }
}
