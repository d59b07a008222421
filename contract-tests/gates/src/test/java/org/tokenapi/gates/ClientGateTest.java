package org.tokenapi.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tokenapi.contract.cases.Fixtures;
import org.tokenapi.contract.junit.ContractExtension;
import org.tokenapi.gates.ClientGate.Sample;

/**
 * The client gate: the client's requests conform to the document, it loses no part of a response, and its traffic
 * proves every row of the coverage matrix.
 */
@Tag("gate")
final class ClientGateTest {
    @RegisterExtension
    static final ContractExtension CONTRACT =
            ContractExtension.mock(TokenApi.document()).requiringCoverage(Fixtures.none());

    private static ClientGate gate;

    @BeforeAll
    static void open() {
        gate = new ClientGate(
                TokenApi.document(),
                CONTRACT.baseUri(),
                CONTRACT::takeVerdicts,
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
    }

    static List<Sample> samples() {
        return ClientGate.samples(TokenApi.document());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void holds(Sample sample) {
        assertThat(gate.run(sample)).isEmpty();
    }

    @Test
    void callsEveryOperationForEachOfItsStatuses() {
        List<String> declared = TokenApi.document().operations().stream()
                .flatMap(operation -> operation.responses().stream().map(r -> operation.id() + " " + r.status()))
                .toList();

        assertThat(samples())
                .extracting(sample ->
                        sample.operation().id() + " " + sample.response().status())
                .containsAll(declared);
    }
}
