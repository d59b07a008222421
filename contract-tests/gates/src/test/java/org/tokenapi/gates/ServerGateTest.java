package org.tokenapi.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tokenapi.contract.junit.ContractExtension;
import org.tokenapi.contract.spec.OpenApiDocument;

/** The server gate: for every scenario, the response of the reference server follows the document. */
@Tag("gate")
@TestInstance(Lifecycle.PER_CLASS)
final class ServerGateTest {
    /** The statuses that no request can cause on a healthy server, each with the reason. */
    private static final Map<String, String> OUT_OF_REACH = Map.of(
            " 429", "the server does not limit the number of requests",
            " 500", "a defect would be needed",
            " 503", "the database is a local file",
            "searchApiTokens 404", "the tenant of a valid token exists, and a search names nothing else");

    private final OpenApiDocument document = TokenApi.document();
    private static RunningServer server;

    @RegisterExtension
    static final ContractExtension CONTRACT = ContractExtension.proxy(TokenApi.document(), ServerGateTest::startServer);

    @TempDir
    static Path directory;

    private static URI startServer() {
        server = new RunningServer(directory);
        return server.baseUri();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    List<Scenario> scenarios() {
        return Scenario.all(document, server.credentials());
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void holds(Scenario scenario) throws Exception {
        assertThat(new ServerGate(CONTRACT.baseUri(), CONTRACT::takeVerdicts).run(scenario))
                .isEmpty();
    }

    @Test
    void reachesEveryDeclaredStatusThatAHealthyServerCanSend() {
        List<String> declared = document.operations().stream()
                .flatMap(operation ->
                        operation.responses().stream().map(response -> operation.id() + " " + response.status()))
                .filter(status -> OUT_OF_REACH.keySet().stream().noneMatch(status::endsWith))
                .toList();

        assertThat(scenarios())
                .extracting(scenario -> scenario.operation().id() + " " + scenario.status())
                .containsAll(declared);
    }
}
