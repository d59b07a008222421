package org.tokenapi.gates.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tokenapi.contract.check.Verdict;
import org.tokenapi.contract.junit.ContractExtension;
import org.tokenapi.gates.TokenApi;

final class RotateExpiringTokensTest {
    @RegisterExtension
    static final ContractExtension CONTRACT = ContractExtension.mock(TokenApi.document());

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC);

    /** The ids that the mock finds, and the secret that it returns. */
    private static final List<String> IDS =
            List.of("0b8f6f5c-4d0e-4a57-9f0a-6a1d3c1e7b01", "0b8f6f5c-4d0e-4a57-9f0a-6a1d3c1e7b02");

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void regeneratesWhatIsFoundAndPrintsIdsOnly() {
        int code = run(CONTRACT.baseUri().toString(), "CUSTOMER", "30", newDirectory());

        assertThat(code).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("regenerated " + IDS.get(0), "regenerated " + IDS.get(1));
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void keepsEachNewSecretInAFileOfItsOwn() {
        run(CONTRACT.baseUri().toString(), "CUSTOMER", "30", newDirectory());

        assertThat(Path.of(newDirectory()))
                .isDirectoryContaining(file -> file.endsWith(IDS.get(0)))
                .isDirectoryContaining(file -> file.endsWith(IDS.get(1)));
        assertThat(Path.of(newDirectory(), IDS.get(0))).content().isNotBlank();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void onlyTheOwnerCanReadASecret() throws IOException {
        run(CONTRACT.baseUri().toString(), "CUSTOMER", "30", newDirectory());

        assertThat(Files.getPosixFilePermissions(Path.of(newDirectory(), IDS.get(0))))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void searchesActiveTokensThatExpireWithinTheDays() {
        run(CONTRACT.baseUri().toString(), "CUSTOMER", "30", newDirectory());

        List<Verdict> verdicts = CONTRACT.takeVerdicts();
        assertThat(verdicts).flatExtracting(Verdict::violations).isEmpty();
        assertThat(new String(verdicts.get(0).exchange().request().body(), StandardCharsets.UTF_8))
                .contains("\"ACTIVE\"")
                .contains("\"2026-12-22T10:00:00Z\"");
    }

    @Test
    void regeneratesNothingIfTheDirectoryIsThere() {
        int code = run(CONTRACT.baseUri().toString(), "CUSTOMER", "30", directory.toString());

        assertThat(code).isEqualTo(2);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(CONTRACT.takeVerdicts()).hasSize(1);
    }

    @Test
    void failsWithoutAService() {
        int code = run("http://127.0.0.1:1", "CUSTOMER", "30", newDirectory());

        assertThat(code).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("searchApiTokens: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "http://127.0.0.1:1 CUSTOMER 30",
                "http://127.0.0.1:1 CUSTOMER soon new",
                "http://127.0.0.1:1 CUSTOMER -1 new",
                "nowhere CUSTOMER 30 new",
                "http://127.0.0.1:1 CUSTOMER 30 new more"
            })
    void printsItsUsageIfItIsCalledWrongly(String line) {
        int code = run(line.split(" "));

        assertThat(code).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("usage: RotateExpiringTokens");
    }

    @Test
    void printsItsUsageWithoutAnAccessToken() {
        int code = RotateExpiringTokens.run(
                List.of("http://127.0.0.1:1", "CUSTOMER", "30", newDirectory()),
                Map.of(),
                CLOCK,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));

        assertThat(code).isEqualTo(2);
    }

    private String newDirectory() {
        return directory.resolve("secrets").toString();
    }

    private int run(String... args) {
        return RotateExpiringTokens.run(
                List.of(args),
                Map.of("ACCESS_TOKEN", "an-access-token"),
                CLOCK,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }
}
