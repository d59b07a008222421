package org.tokenapi.contract.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.tokenapi.contract.TestDocuments;
import org.tokenapi.contract.cases.Case;
import org.tokenapi.contract.cases.Fixtures;
import org.tokenapi.contract.mutation.Mutant;
import org.tokenapi.contract.mutation.Mutation;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.verify.CaseResult;
import org.tokenapi.contract.verify.Report;
import org.tokenapi.contract.verify.Row;
import org.tokenapi.contract.verify.Verification;

/** The server gate as the document itself makes it: every part of it is proven, and the check misses no mutant. */
@TestInstance(Lifecycle.PER_CLASS)
final class VerificationTest {
    private final OpenApiDocument document = TestDocuments.tokenApi();
    private Report report;

    @BeforeAll
    void askTheServerEverything(@TempDir Path directory) throws Exception {
        try (RunningServer server = new RunningServer(directory)) {
            RunningServer.Credentials credentials = server.credentials();
            Fixtures fixtures = Fixtures.read(
                    Path.of("../reference-server/fixtures.yaml"),
                    document,
                    Map.of("OTHER_TENANT_TOKEN", credentials.otherTenant()));
            Verification verification =
                    new Verification(document, fixtures, Map.of("Authorization", "Bearer " + credentials.valid()));
            report = verification.run(server.baseUri(), Duration.ofSeconds(10), one -> true, result -> {});
        }
    }

    @Test
    void everyCaseHolds() {
        assertThat(report.failures()).isEmpty();
        assertThat(report.results()).hasSizeGreaterThan(300);
    }

    @Test
    void everyRowIsCovered() {
        assertThat(report.gaps()).extracting(Row::name).isEmpty();
        assertThat(report.results()).flatExtracting(CaseResult::gaps).isEmpty();
        assertThat(report.unchecked()).isEmpty();
    }

    @Test
    void noMutantGoesUnnoticed() {
        Map<Mutant, Boolean> noticed = new Mutation(document, report).run(mutant -> {});

        assertThat(noticed).hasSizeGreaterThan(2000);
        assertThat(noticed)
                .allSatisfy((mutant, isNoticed) -> assertThat(isNoticed).isTrue());
    }

    @Test
    void theSameDocumentGivesTheSameCases() {
        List<String> once = names(new Verification(document, Fixtures.none(), Map.of()));

        assertThat(names(new Verification(document, Fixtures.none(), Map.of()))).isEqualTo(once);
        assertThat(once).doesNotHaveDuplicates();
    }

    private static List<String> names(Verification verification) {
        return verification.cases().stream().map(Case::name).toList();
    }
}
