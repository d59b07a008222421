package org.tokenapi.contract.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tokenapi.contract.TestDocuments;
import org.tokenapi.contract.spec.OpenApiDocument;

/** The server gate: whatever is asked of the reference server, its answers follow the document. */
@TestInstance(Lifecycle.PER_CLASS)
final class ServerGateTest {
    /** What a healthy server can't be brought to from outside. */
    private static final Set<String> OUT_OF_REACH = Set.of("429", "500", "503");

    private final OpenApiDocument document = TestDocuments.tokenApi();
    private RunningServer server;
    private ServerGate gate;

    @BeforeAll
    void start(@TempDir Path directory) {
        server = new RunningServer(directory);
        gate = new ServerGate(document, server.baseUri());
    }

    @AfterAll
    void stop() {
        gate.close();
        server.close();
    }

    List<Scenario> scenarios() {
        return Scenario.all(document, server.credentials());
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void holds(Scenario scenario) throws Exception {
        assertThat(gate.run(scenario)).isEmpty();
    }

    @Test
    void reachesEveryDeclaredStatusThatAHealthyServerAnswers() {
        Set<String> declared = document.operations().stream()
                .flatMap(operation -> operation.responses().stream()
                        .filter(response -> !OUT_OF_REACH.contains(response.status()))
                        .map(response -> operation.id() + " " + response.status()))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(scenarios().stream()
                        .map(scenario -> scenario.operation().id() + " " + scenario.status())
                        .collect(Collectors.toCollection(TreeSet::new)))
                .containsAll(declared);
    }
}
