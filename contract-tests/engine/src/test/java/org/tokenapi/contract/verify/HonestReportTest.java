package org.tokenapi.contract.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tokenapi.contract.StrictServer;
import org.tokenapi.contract.cases.Fixtures;
import org.tokenapi.contract.check.Exchange;
import org.tokenapi.contract.check.Exchange.Response;
import org.tokenapi.contract.check.ExchangeChecker;
import org.tokenapi.contract.check.Finding;
import org.tokenapi.contract.check.Headers;
import org.tokenapi.contract.report.RedactedReport;
import org.tokenapi.contract.report.Reports;
import org.tokenapi.contract.report.Summary;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.UnreadableDocumentException;

/** What a report counts as proven, what it excuses, and how long it gets. */
class HonestReportTest {
    private static final String DOCUMENT = """
            openapi: 3.0.3
            info: {title: t, version: "1"}
            paths:
              /a:
                get:
                  operationId: read
                  parameters:
                    - {name: limit, in: query, schema: {type: integer, maximum: 9}}
                  responses:
                    '204': {description: done}
                    '400': {description: refused}
                    '409': {description: conflict}
            """;

    private static final OpenApiDocument TYPED = OpenApiDocument.parse("typed.yaml", """
            openapi: 3.0.3
            info: {title: t, version: "1"}
            paths:
              /a:
                get:
                  responses:
                    '200':
                      description: d
                      content: {application/json: {schema: {type: object, properties: {id: {type: string}}}}}
            """);

    private static final String EXCUSE = """
            omit:
              - row: "read response /paths/~1a/get/responses/409"
                reason: Only another process leads to it.
            """;

    @TempDir
    private Path directory;

    private final OpenApiDocument document = OpenApiDocument.parse("api.yaml", DOCUMENT);

    private Report run(String fixtures) throws Exception {
        return run(document, fixtures);
    }

    private static Report run(OpenApiDocument document, String fixtures) throws Exception {
        Fixtures given = Fixtures.parse("fixtures.yaml", fixtures, document, Map.of());
        try (StrictServer server = StrictServer.of(document)) {
            return new Verification(document, given, Map.of()).run(server.baseUri());
        }
    }

    @Test
    void countsWhatIsExcusedApartFromWhatIsProven() throws Exception {
        Report report = run(EXCUSE);

        assertThat(report.holds(true)).isTrue();
        assertThat(report.coverage().excused()).hasSize(1);
        assertThat(report.coverage().proven()).hasSize(report.coverage().rows().size() - 1);
        assertThat(report.coverage().share()).isLessThan(100);
        assertThat(lines(report)).contains(", 1 excused, 0 not proven");
    }

    @Test
    void failsWithoutTheExcuseIfCoverageIsRequired() throws Exception {
        Report report = run("{}");

        assertThat(report.holds(false)).isTrue();
        assertThat(report.holds(true)).isFalse();
        assertThat(report.coverage().unproven()).hasSize(1);
    }

    @Test
    void failsIfEverythingIsExcused() throws Exception {
        Report report = run("omit: [{row: '*', reason: x}, {case: '*', reason: x}]");

        assertThat(report.holds(false)).isFalse();
        assertThat(report.coverage().share()).isZero();
        assertThat(lines(report)).contains("no case was sent, so nothing is proven");
    }

    @Test
    void refusesAnExcuseThatMatchesNothing() {
        assertThatThrownBy(() -> run(EXCUSE.replace("409", "410")))
                .isInstanceOf(UnreadableDocumentException.class)
                .hasMessageContaining("fixtures.yaml, line 2, column 5")
                .hasMessageContaining("no row has this name");
    }

    @Test
    void failsForAnExcuseThatIsNoLongerNeeded() throws Exception {
        Report report = run(EXCUSE.replace("409", "204"));

        assertThat(report.holds(false)).isFalse();
        assertThat(report.needless())
                .singleElement()
                .asString()
                .startsWith("fixtures.yaml, line 2, column 5: the row \"read response");
        assertThat(lines(report)).contains(report.needless());
        assertThat(Reports.write(shown(report), directory))
                .allSatisfy(file -> assertThat(Files.readString(file)).contains("needs no excuse"));
    }

    @Test
    void keepsAnExcuseThatTheClientAloneNeeds() throws Exception {
        String fixtures = EXCUSE.replace("409", "204");
        Report server = run(fixtures);
        Fixtures given = Fixtures.parse("fixtures.yaml", fixtures, document, Map.of());
        Coverage idle = new ClientCoverage(document, given).coverage();

        assertThat(server.with(idle, given).needless()).isEmpty();
        assertThat(server.with(server.coverage(), given).needless()).hasSize(1);
    }

    @Test
    void asksNothingOfTheExcusesInARunOfSomeCases() throws Exception {
        Fixtures given = Fixtures.parse("fixtures.yaml", EXCUSE.replace("409", "204"), document, Map.of());
        try (StrictServer server = StrictServer.of(document)) {
            Report report = new Verification(document, given, Map.of())
                    .run(
                            server.baseUri(),
                            Duration.ofSeconds(10),
                            sent -> sent.name().equals("read conforming"),
                            result -> {});

            assertThat(report.holds(false)).isTrue();
        }
    }

    @Test
    void namesTheLineOfTheFixtureWhoseStatusIsWrong() throws Exception {
        Report report = run("""
                requests:
                  - operation: read
                    name: taken
                    status: 409
                """);

        assertThat(report.failures())
                .singleElement()
                .extracting(CaseResult::problem)
                .isEqualTo("expected 409, got 204 (fixtures.yaml, line 4, column 13)");
    }

    @Test
    void namesTheLineOfTheDocumentInAFinding() {
        Exchange exchange = new Exchange(
                new Exchange.Request("GET", "/a", Headers.of(Map.of()), new byte[0]),
                new Response(
                        200,
                        Headers.of(Map.of("Content-Type", List.of("application/json"))),
                        "{\"id\": 1}".getBytes(StandardCharsets.UTF_8)));

        assertThat(new ExchangeChecker(TYPED).check(exchange).findings())
                .singleElement()
                .extracting(Finding::toString)
                .asString()
                .endsWith("/schema/properties/id/type, line 9, column 87]");
    }

    @Test
    void namesTheNearestLineForWhatIsNotDeclared() {
        Exchange exchange = new Exchange(
                new Exchange.Request("GET", "/a", Headers.of(Map.of()), new byte[0]),
                new Response(500, Headers.of(Map.of()), new byte[0]));

        assertThat(new ExchangeChecker(TYPED).check(exchange).findings())
                .singleElement()
                .extracting(Finding::position)
                .isEqualTo("line 7, column 9");
    }

    @Test
    void staysShortForAThousandOperationsThatAllFailAndLackMuch() throws Exception {
        OpenApiDocument large = large(1_000);
        try (StrictServer server = StrictServer.of(document)) {
            Report report = new Verification(large, Fixtures.none(), Map.of())
                    .run(
                            server.baseUri(),
                            Duration.ofSeconds(10),
                            sent -> sent.name().endsWith(" conforming"),
                            result -> {});
            RedactedReport shown = RedactedReport.of(report, large, "0");
            Reports.write(shown, directory);

            assertThat(report.failures()).hasSize(1_000);
            assertThat(report.unchecked()).hasSizeGreaterThanOrEqualTo(1_000);
            assertThat(directory.resolve("summary.md")).content().hasSizeLessThan(60_000);
            assertThat(Summary.lines(shown, false)).hasSizeLessThan(200);
        }
    }

    @Test
    void tellsACauseOnceHoweverManyOperationsHaveIt() throws Exception {
        OpenApiDocument large = large(30);
        Report report = run(large, "{}");

        assertThat(report.unchecked()).hasSizeGreaterThanOrEqualTo(30);
        assertThat(Summary.lines(RedactedReport.of(report, large, "0"), false))
                .filteredOn(line -> line.startsWith("○ not checked"))
                .filteredOn(line -> line.contains("acme-code"))
                .singleElement()
                .asString()
                .endsWith("and at 29 other places");
    }

    /** Each operation has a format that only its vendor knows, and a parameter whose refusal is not declared. */
    private static OpenApiDocument large(int operations) {
        return OpenApiDocument.parse(
                "large.yaml",
                "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths:\n"
                        + IntStream.range(0, operations)
                                .mapToObj(i -> """
                                  /path/number/%d:
                                    get:
                                      operationId: operation%d
                                      parameters: [{name: limit, in: query, schema: {type: integer}}]
                                      responses:
                                        '200':
                                          description: d
                                          content:
                                            application/json:
                                              schema: {type: object, properties: {code: {type: string, format: acme-code}}}
                                """.formatted(i, i))
                                .collect(Collectors.joining()));
    }

    private String lines(Report report) {
        return String.join("\n", Summary.lines(shown(report), false));
    }

    private RedactedReport shown(Report report) {
        return RedactedReport.of(report, document, "0");
    }
}
