package org.tokenapi.referenceserver.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.tokenapi.referenceserver.TestServer.NIGHTLY;
import static org.tokenapi.referenceserver.TestServer.TENANT;
import static org.tokenapi.referenceserver.TestServer.TOKENS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.tokenapi.referenceserver.TestDatabase;
import org.tokenapi.referenceserver.TestServer;
import org.tokenapi.referenceserver.value.SecretValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Import and export. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class ProvisioningTest {
    private static final String GRANT = "urn:custom:vcf:params:oauth:grant-type:api-token";
    private static final String TOKEN = """
            {"kind":"api_token","tenant":"CUSTOMER","id":"t-1","token_display_name":"Ünïcode","api_token_ttl":10,\
            "access_token_ttl":5,"roles":[{"value":"v","display":"d","type":"DIRECT","primary":true}]}
            """;
    private static final String DIRECTORY = """
            {"kind":"directory","tenant":"CUSTOMER","id":"d-1"}
            """;
    private static final String SYNC_CLIENT = """
            {"kind":"sync_client","tenant":"CUSTOMER","id":"s-1","directory_id":"d-1"}
            """;
    private static final String CLOUD_TOKEN = """
            {"kind":"cloud_token","tenant":"CUSTOMER","id":"urn:c-1","name":"cloud","type":"REFRESH",\
            "owner":{"id":"o-1","name":"Owner"},"expirationTimeUtc":"2099-01-01T00:00:00Z"}
            """;

    @TempDir
    private Path directory;

    @Parameter
    private TestDatabase database;

    @Test
    void exportThatIsImportedElsewhereAndBackIsTheSame() throws IOException {
        TestDatabase other = TestDatabase.values()[1 - database.ordinal()];
        TestServer sample = sample();
        String secret = sample.call("POST", TOKENS + NIGHTLY + "?action=regenerate")
                .send()
                .property("token");
        sample.sync(TestServer.DIRECTORY, "{\"token_ttl\":5}").send();
        Path exported = export(database, database.sharedDirectory(), "exported.jsonl");
        assertThat(imported(other, "other", exported).exitCode()).isZero();
        Path again = export(other, directory.resolve("other"), "again.jsonl");
        assertThat(imported(database, "back", again).exitCode()).isZero();
        Path back = export(database, directory.resolve("back"), "back.jsonl");

        assertThat(Files.readAllLines(exported)).hasSize(35);
        assertThat(again).hasSameBinaryContentAs(exported);
        assertThat(back).hasSameBinaryContentAs(exported);
        try (TestServer server = other.start(directory.resolve("other"), "--token-api.sample-data=false")) {
            assertThat(exchange(server, secret).status()).isEqualTo(200);
        }
    }

    @Test
    void everythingThatOperationsStoreCanBeImported() throws IOException {
        String longest = "{\"id\":\"" + TestServer.REFRESH_TOKEN + "\",\"name\":\"\"}";
        longest = longest.replace("\"\"", "\"" + "n".repeat((1 << 20) - longest.length()) + "\"");
        TestServer server = sample();
        assertThat(server.put(TestServer.REFRESH_TOKEN, longest).send().status())
                .isEqualTo(200);
        assertThat(server.put(TestServer.PROXY_TOKEN, "{\"id\":\"" + TestServer.PROXY_TOKEN + "\",\"name\":\"\"}")
                        .send()
                        .status())
                .isEqualTo(200);
        assertThat(server.patch("{\"token_display_name\":\"abc\",\"token_description\":\"" + "\uD83D\uDE00".repeat(4000)
                                + "\"}")
                        .send()
                        .status())
                .isEqualTo(200);
        Path exported = export(database, database.sharedDirectory(), "exported.jsonl");

        CommandRun run = imported(database, "other", exported);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(export(database, directory.resolve("other"), "again.jsonl")).hasSameBinaryContentAs(exported);
    }

    @Test
    void onlyTheOwnerCanReadTheExportAndNothingIsReplaced() throws IOException {
        sample();
        Path file = export(database, database.sharedDirectory(), "exported.jsonl");
        assumeThat(Files.getFileStore(file).supportsFileAttributeView(PosixFileAttributeView.class))
                .isTrue();
        byte[] content = Files.readAllBytes(file);

        CommandRun again =
                CommandRun.of(database.settings(database.sharedDirectory()), "export", "-o", file.toString());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.err()).contains("already exists");
        assertThat(file).hasBinaryContent(content);
        try (var files = Files.list(directory)) {
            assertThat(files).noneMatch(left -> left.getFileName().toString().startsWith("draft"));
        }
    }

    @Test
    void importIntoANewDatabaseMakesSecretsThatWork() throws IOException {
        Path secrets = directory.resolve("secrets.jsonl");

        CommandRun run = importing(TOKEN + DIRECTORY + SYNC_CLIENT + CLOUD_TOKEN, "--secrets-to", secrets.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines()).containsExactly("api_token 1", "cloud_token 1", "directory 1", "sync_client 1");
        List<JsonNode> made = Files.readAllLines(secrets).stream()
                .map(new JsonMapper()::readTree)
                .toList();
        assertThat(made).extracting(line -> line.get("id").stringValue()).containsExactly("t-1", "urn:c-1");
        try (TestServer server = database.start(directory, "--token-api.sample-data=false")) {
            assertThat(exchange(server, made.get(0).get("token").stringValue()).status())
                    .isEqualTo(200);
            assertThat(server.form(
                                    "/oauth/tenant/CUSTOMER/token",
                                    "grant_type",
                                    "refresh_token",
                                    "refresh_token",
                                    made.get(1).get("token").stringValue())
                            .send()
                            .status())
                    .isEqualTo(200);
            assertThat(server.search("{}")
                            .send()
                            .json()
                            .at("/items/0/token_display_name")
                            .stringValue())
                    .isEqualTo("Ünïcode");
            assertThat(server.sync("d-1", null).send().status()).isEqualTo(200);
            assertThat(server.jdbc()
                            .sql("select who || ' ' || action || ' ' || kind || ' ' || thing_id from audit"
                                    + " where action = 'import' order by id")
                            .query(String.class)
                            .list())
                    .containsExactly(
                            "command:import import api_token t-1",
                            "command:import import directory d-1",
                            "command:import import sync_client s-1",
                            "command:import import cloud_token urn:c-1");
        }
    }

    @Test
    void nothingIsImportedWhenALineIsBad() throws IOException {
        Path secrets = directory.resolve("secrets.jsonl");
        database.createTables(directory);
        String hash = ",\"token_suffix\":\"abcde\",\"secret_sha256\":\""
                + SecretValue.of("x").sha256() + "\"}\n";

        CommandRun run = importing(
                TOKEN
                        + "{\"kind\":\"directory\"}\n"
                        + TOKEN
                        + SYNC_CLIENT
                        + TOKEN.replace("t-1", "t-2").replace("}\n", hash)
                        + TOKEN.replace("t-1", "t-3").replace("}\n", hash),
                "--secrets-to",
                secrets.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines())
                .containsExactlyInAnyOrder(
                        "line 2: tenant is required unless --tenant is given",
                        "line 2: id is required",
                        "line 3: id must be new; the tenant or an earlier line already has it",
                        "line 4: directory_id must be a directory of the tenant, or of an earlier line",
                        "line 6: secret_sha256 must be new; another token of the tenant already has it",
                        "reference-server: Nothing was imported.");
        assertThat(secrets).doesNotExist();
        try (TestServer server = database.start(directory, "--token-api.sample-data=false")) {
            assertThat(server.everything()).isEmpty();
        }
    }

    @Test
    void moreThanOneBatchIsImportedExportedAndPurged() throws IOException {
        String expired = TOKEN.replace("}\n", ",\"expiration_date\":\"2020-01-01T00:00:00Z\"}\n");
        String lines = IntStream.range(0, 1001)
                .mapToObj(i -> expired.replace("t-1", "t-" + i))
                .collect(Collectors.joining());

        assertThat(importing(lines).out()).isEqualTo("api_token 1001" + System.lineSeparator());
        CommandRun exported = CommandRun.of(database.settings(directory), "export");
        CommandRun purged = CommandRun.of(database.settings(directory), "purge-expired", "--before", "1d");

        assertThat(exported.out().lines()).doesNotHaveDuplicates().hasSize(1001);
        assertThat(purged.out().lines()).contains("purged: 1001");
        assertThat(CommandRun.of(database.settings(directory), "export").out()).isEmpty();
    }

    @Test
    void clientIdIsUniqueInTheTenant() throws IOException {
        String hash = SecretValue.of("theirs").sha256();
        String client = SYNC_CLIENT.replace("}", ",\"client_id\":\"c-1\",\"secret_sha256\":\"" + hash + "\"}");
        assertThat(importing(DIRECTORY + client).exitCode()).isZero();

        CommandRun run = importing(client.replace("s-1", "s-2"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("line 1: client_id must be new; another sync client of the tenant already has it");
    }

    @Test
    void existingRowIsNotImportedAgain() throws IOException {
        importing(TOKEN);

        CommandRun again = importing(DIRECTORY + TOKEN);

        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err()).contains("line 2: id must be new");
        assertThat(CommandRun.of(database.settings(directory), "export").out().lines())
                .singleElement()
                .asString()
                .contains("\"id\":\"t-1\"");
    }

    @Test
    void oneTenantCanBeExported() throws IOException {
        importing(DIRECTORY + DIRECTORY.replace(TENANT, "OTHER"));

        CommandRun run = CommandRun.of(database.settings(directory), "export", "--tenant", "OTHER");

        assertThat(run.out()).isEqualTo(DIRECTORY.replace(TENANT, "OTHER"));
        assertThat(run.err()).contains("Exported 1 line, with the hashes of the secrets");
    }

    @Test
    void fileOfSecretsIsNotReplaced() throws IOException {
        Path secrets = Files.writeString(directory.resolve("secrets.jsonl"), "theirs");

        CommandRun run = importing(TOKEN, "--secrets-to", secrets.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(secrets).hasContent("theirs");
    }

    /** The shared server, with the sample data. */
    private TestServer sample() {
        TestServer server = database.shared();
        server.reset();
        return server;
    }

    private CommandRun importing(String lines, String... options) throws IOException {
        Path file = Files.writeString(directory.resolve("lines.jsonl"), lines);
        List<String> settings = database.settings(directory);
        String[] arguments = new String[options.length + 2];
        arguments[0] = "import";
        arguments[1] = file.toString();
        System.arraycopy(options, 0, arguments, 2, options.length);
        return CommandRun.of(settings, arguments);
    }

    private CommandRun imported(TestDatabase to, String name, Path file) {
        return CommandRun.of(to.settings(directory.resolve(name)), "import", file.toString());
    }

    private Path export(TestDatabase from, Path data, String name) {
        Path file = directory.resolve(name);
        CommandRun run = CommandRun.of(from.settings(data), "export", "-o", file.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        return file;
    }

    private static TestServer.TestResponse exchange(TestServer server, String secret) {
        return server.form("/acs/t/CUSTOMER/token", "grant_type", GRANT, "api_token", secret)
                .send();
    }
}
