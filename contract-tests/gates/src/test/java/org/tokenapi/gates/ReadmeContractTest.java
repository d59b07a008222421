package org.tokenapi.gates;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.tokenapi.contract.cases.Fixtures;
import org.tokenapi.contract.junit.ContractTests;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.verify.Verification;

/** The first Java example of the engine's README.md, compiled and run: the gate of a server. */
final class ReadmeContractTest {
    private static RunningServer running;
    private static URI server;
    private static String token;
    private static Map<String, String> environment;

    @BeforeAll
    static void start(@TempDir Path directory) {
        running = new RunningServer(directory);
        server = running.baseUri();
        token = running.credentials().valid();
        environment = Map.of("OTHER_TENANT_TOKEN", running.credentials().otherTenant());
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    // README
    @TestFactory
    Stream<DynamicNode> followsItsDocument() throws Exception {
        OpenApiDocument document = OpenApiDocument.read(Path.of("../../api-spec/openapi.yaml"));
        Fixtures fixtures = Fixtures.read(Path.of("../../reference-server/fixtures.yaml"), document, environment);
        Map<String, String> headers = Map.of("Authorization", "Bearer " + token);
        return ContractTests.of(new Verification(document, fixtures, headers).run(server));
    }
    // README
}
