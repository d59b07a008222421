package org.tokenapi.contract.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
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

final class TrafficTest {
    private final OpenApiDocument document = TestDocuments.shop();

    @TempDir
    Path directory;

    @Test
    void whatAClientProvedIsReadBackFromTheFile() throws Exception {
        Traffic traffic = new Traffic(document, Fixtures.none(), List.of(cancelled("/v2/orders/1")));

        assertThat(Traffic.coverage(traffic.write(directory))).isEqualTo(traffic.coverage());
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
    void aRequestThatViolatesTheDocumentProvesNothing() {
        Traffic traffic = new Traffic(document, Fixtures.none(), List.of(cancelled("/v2/orders/one")));

        assertThat(traffic.coverage().rows())
                .filteredOn(Requirement::isProven)
                .extracting(Requirement::name)
                .noneMatch(name -> name.contains(" request "));
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
