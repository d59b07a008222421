package org.tokenapi.gates;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.tokenapi.contract.cases.Case;
import org.tokenapi.contract.cases.Fixtures;
import org.tokenapi.contract.check.Verdict;
import org.tokenapi.contract.junit.ContractTests;
import org.tokenapi.contract.mutation.Mutant;
import org.tokenapi.contract.mutation.Mutation;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.verify.Report;
import org.tokenapi.contract.verify.Verification;
import org.tokenapi.contract.wiremock.ContractWireMock;

/**
 * The server gate with the cases of the engine: every row of the matrix is proven, and the check detects every mutant.
 */
@Tag("gate")
@TestInstance(Lifecycle.PER_CLASS)
final class VerificationTest {
    private final OpenApiDocument document = TokenApi.document();
    private Report report;

    @BeforeAll
    void sendAllCases(@TempDir Path directory) throws Exception {
        try (RunningServer server = new RunningServer(directory)) {
            report = reportOn(server);
        }
    }

    private Report reportOn(RunningServer server) throws Exception {
        RunningServer.Credentials credentials = server.credentials();
        Fixtures fixtures = Fixtures.read(
                TokenApi.CHECKOUT.resolve("reference-server/fixtures.yaml"),
                document,
                Map.of("OTHER_TENANT_TOKEN", credentials.otherTenant()));
        Map<String, String> headers = Map.of("Authorization", "Bearer " + credentials.valid());
        return new Verification(document, fixtures, headers).run(server.baseUri());
    }

    @TestFactory
    Stream<DynamicNode> followsItsDocument() {
        return ContractTests.of(report);
    }

    @TestFactory
    Stream<DynamicNode> followsItsDocumentOnPostgres() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                RunningServer server = RunningServer.onPostgres(postgres)) {
            return ContractTests.of(reportOn(server));
        }
    }

    @Test
    void sendsHundredsOfCases() {
        assertThat(report.results()).hasSizeGreaterThan(300);
        assertThat(report.coverage().rows()).hasSizeGreaterThan(400);
    }

    @Test
    void everyMutantIsDetected() {
        Map<Mutant, Boolean> noticed = new Mutation(document, report, requestsOfTheClient()).run(mutant -> {});

        assertThat(noticed).hasSizeGreaterThan(3000);
        assertThat(noticed.keySet())
                .filteredOn(mutant -> mutant.name().contains("client's request"))
                .hasSizeGreaterThan(700);
        assertThat(noticed)
                .allSatisfy((mutant, isNoticed) -> assertThat(isNoticed).isTrue());
    }

    @Test
    void theSameDocumentGivesTheSameCases() {
        List<String> once = names(new Verification(document, Fixtures.none(), Map.of()));

        assertThat(names(new Verification(document, Fixtures.none(), Map.of()))).isEqualTo(once);
        assertThat(once).doesNotHaveDuplicates();
    }

    private List<Verdict> requestsOfTheClient() {
        List<Verdict> requests = new ArrayList<>();
        try (ContractWireMock mock = ContractWireMock.mock(document)) {
            Supplier<List<Verdict>> verdicts = () -> {
                List<Verdict> taken = mock.takeVerdicts();
                requests.addAll(taken);
                return taken;
            };
            HttpClient http =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            assertThat(new ClientGate(document, mock.baseUri(), verdicts, http).runSuccesses())
                    .isEmpty();
        }
        return requests;
    }

    private static List<String> names(Verification verification) {
        return verification.cases().stream().map(Case::name).toList();
    }
}
