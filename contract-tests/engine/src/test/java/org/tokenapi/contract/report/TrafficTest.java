package org.tokenapi.contract.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tokenapi.contract.TestDocuments;
import org.tokenapi.contract.cases.Fixtures;
import org.tokenapi.contract.check.Exchange;
import org.tokenapi.contract.check.ExchangeChecker;
import org.tokenapi.contract.check.Headers;
import org.tokenapi.contract.check.Verdict;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.UnreadableDocumentException;
import org.tokenapi.contract.verify.Requirement;
import tools.jackson.databind.json.JsonMapper;

final class TrafficTest {
    private final OpenApiDocument document = TestDocuments.shop();

    private final List<String> lines = new ArrayList<>();

    @TempDir
    Path directory;

    @Test
    void readsBackFromTheFileWhatAClientProved() throws Exception {
        Traffic traffic = recorded(cancelled("/v2/orders/1"));
        traffic.close();

        assertThat(Traffic.coverage(file())).isEqualTo(traffic.coverage());
        assertThat(traffic.coverage().rows())
                .filteredOn(Requirement::isProven)
                .extracting(Requirement::name)
                .containsExactly(
                        "cancelOrder request /paths/~1orders~1{id}/parameters/0",
                        "cancelOrder request /paths/~1orders~1{id}/parameters/0/schema/type",
                        "cancelOrder request /paths/~1orders~1{id}/parameters/0/schema/format",
                        "cancelOrder response /paths/~1orders~1{id}/delete/responses/204");
    }

    @Test
    void provesNothingByARequestThatViolatesTheDocument() throws Exception {
        assertThat(recorded(cancelled("/v2/orders/one")).coverage().rows())
                .filteredOn(Requirement::isProven)
                .extracting(Requirement::name)
                .noneMatch(name -> name.contains(" request "));
    }

    @Test
    void hasEachExchangeInTheFileAsItEnds() throws Exception {
        Traffic traffic = recorded(cancelled("/v2/orders/1"));
        assertThat(Files.readString(file())).contains("DELETE /v2/orders/1");

        traffic.add(cancelled("/v2/orders/2"));
        assertThat(Files.readString(file())).contains("DELETE /v2/orders/2").doesNotContain("rows");

        traffic.close();
        assertThat(JsonMapper.shared().readTree(file().toFile()).path("exchanges"))
                .hasSize(2);
    }

    @Test
    void tellsTheSameViolationFiveTimesAndCountsAll() throws Exception {
        Traffic traffic = recorded();
        for (int i = 0; i < 9; i++) {
            traffic.add(cancelled("/v2/orders/one"));
        }

        assertThat(lines).filteredOn(line -> line.contains("in the request")).hasSize(5);
        assertThat(lines).last().asString().isEqualTo("… and more of this kind, which are only counted");
        assertThat(traffic.violating()).isEqualTo(9);
    }

    @Test
    void countsRequestsWithoutAResponseApart() throws Exception {
        Traffic traffic = recorded(cancelled("/v2/orders/1"));
        traffic.fail("GET /a: no response");

        assertThat(lines).containsExactly("✗ GET /a: no response");
        assertThat(traffic.violating()).isZero();
        assertThat(traffic.failures()).isEqualTo(1);
        assertThat(traffic.summary()).first().asString().endsWith("1 requests without a response");
    }

    private Traffic recorded(Verdict... verdicts) throws Exception {
        Traffic traffic = new Traffic(document, Fixtures.none(), directory, lines::add);
        List.of(verdicts).forEach(traffic::add);
        return traffic;
    }

    private Path file() {
        return directory.resolve("traffic.json");
    }

    @Test
    void anotherFileIsRefused() throws Exception {
        Path other = Files.writeString(directory.resolve("report.json"), "{\"cases\": []}");

        assertThatThrownBy(() -> Traffic.coverage(other))
                .isInstanceOf(UnreadableDocumentException.class)
                .hasMessageContaining("has no rows");
    }

    private Verdict cancelled(String target) {
        return new ExchangeChecker(document)
                .checkWithEvidence(new Exchange(
                        new Exchange.Request("DELETE", target, Headers.of(Map.of()), new byte[0]),
                        new Exchange.Response(204, Headers.of(Map.of()), new byte[0])));
    }
}
