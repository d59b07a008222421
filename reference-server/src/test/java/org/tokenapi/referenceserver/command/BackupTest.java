package org.tokenapi.referenceserver.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tokenapi.referenceserver.TestDatabase;
import org.tokenapi.referenceserver.TestServer;

final class BackupTest {
    private static final String PATCH = "{\"token_display_name\":\"name-";

    @TempDir
    private Path directory;

    @Test
    void restoredServerHasTheDataAndAcceptsTheTokens() throws IOException {
        Path archive = directory.resolve("backup.zip");
        List<Map<String, Object>> before;
        String token;
        try (TestServer server = TestServer.start(directory.resolve("data"))) {
            server.patch(PATCH + "before\"}").send();
            before = server.everything();
            token = server.token();
            assertThat(backup(archive).exitCode()).isZero();
            server.patch(PATCH + "after\"}").send();
        }
        Path restored = unpack(archive);

        try (TestServer server = TestServer.start(restored)) {
            assertThat(server.everything()).isEqualTo(before);
            assertThat(server.search("{}")
                            .header("Authorization", "Bearer " + token)
                            .send()
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void writersGoOnAndTheBackupIsOfOneMoment() throws IOException {
        Path archive = directory.resolve("backup.zip");
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger acknowledged = new AtomicInteger();
        int before;
        try (TestServer server = TestServer.start(directory.resolve("data"))) {
            server.patch(PATCH + "0\"}").send();
            CompletableFuture<Boolean> writer = CompletableFuture.supplyAsync(() -> {
                boolean allWritten = true;
                for (int i = 1; !done.get() || i < 10; i++) {
                    allWritten &= server.patch(PATCH + i + "\"}").send().status() == 200;
                    acknowledged.set(i);
                }
                return allWritten;
            });
            before = acknowledged.get();
            CommandRun run = backup(archive);
            done.set(true);

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(writer.join()).isTrue();
        }

        try (TestServer server = TestServer.start(unpack(archive))) {
            assertThat(server.jdbc()
                            .sql("pragma integrity_check")
                            .query(String.class)
                            .list())
                    .containsExactly("ok");
            int last = Integer.parseInt(server.jdbc()
                    .sql("select token_display_name from api_token where token_display_name like 'name-%'")
                    .query(String.class)
                    .single()
                    .substring("name-".length()));
            assertThat(last).isBetween(before, acknowledged.get());
            // Each change has its entry in the audit log.
            assertThat(server.jdbc()
                            .sql("select count(*) from audit where action = 'patch'")
                            .query(Integer.class)
                            .single())
                    .isEqualTo(last + 1);
        }
    }

    @Test
    void onlyTheOwnerCanReadTheArchiveAndNothingIsReplaced() throws IOException {
        Path archive = directory.resolve("backup.zip");
        TestDatabase.SQLITE.createTables(Files.createDirectory(directory.resolve("data")));
        backup(archive);
        assumeThat(Files.getFileStore(archive).supportsFileAttributeView(PosixFileAttributeView.class))
                .isTrue();
        byte[] content = Files.readAllBytes(archive);

        CommandRun again = backup(archive);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(archive)))
                .isEqualTo("rw-------");
        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(archive).hasBinaryContent(content);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(Path::getFileName).map(Path::toString))
                    .containsExactlyInAnyOrder("data", "backup.zip");
        }
    }

    @Test
    void postgresqlHasItsOwn() {
        Path archive = directory.resolve("backup.zip");

        CommandRun run = CommandRun.of(TestDatabase.POSTGRESQL.settings(directory), "backup", archive.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("pg_dump");
        assertThat(archive).doesNotExist();
    }

    private CommandRun backup(Path archive) {
        return CommandRun.of("backup", "-d", directory.resolve("data").toString(), archive.toString());
    }

    private Path unpack(Path archive) throws IOException {
        Path restored = Files.createDirectory(directory.resolve("restored"));
        try (InputStream stream = Files.newInputStream(archive);
                ZipInputStream zip = new ZipInputStream(stream)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Files.copy(zip, restored.resolve(entry.getName()));
            }
        }
        return restored;
    }
}
