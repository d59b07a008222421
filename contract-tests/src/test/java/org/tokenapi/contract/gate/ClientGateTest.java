package org.tokenapi.contract.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tokenapi.contract.TestDocuments;
import org.tokenapi.contract.gate.ClientGate.Sample;
import org.tokenapi.contract.wiremock.ContractWireMock;

/** The client gate: what the client sends follows the document, and what it reads arrives whole. */
final class ClientGateTest {
    private static ContractWireMock mock;
    private static ClientGate gate;

    @BeforeAll
    static void open() {
        mock = ContractWireMock.mock(TestDocuments.tokenApi());
        gate = new ClientGate(
                TestDocuments.tokenApi(),
                mock,
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
    }

    @AfterAll
    static void close() {
        mock.close();
    }

    static List<Sample> samples() {
        return ClientGate.samples(TestDocuments.tokenApi());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void holds(Sample sample) {
        assertThat(gate.run(sample)).isEmpty();
    }

    @Test
    void callsEveryOperationForEachOfItsStatuses() {
        List<String> declared = TestDocuments.tokenApi().operations().stream()
                .flatMap(operation -> operation.responses().stream().map(r -> operation.id() + " " + r.status()))
                .toList();

        assertThat(samples())
                .extracting(sample ->
                        sample.operation().id() + " " + sample.response().status())
                .containsAll(declared);
    }
}
