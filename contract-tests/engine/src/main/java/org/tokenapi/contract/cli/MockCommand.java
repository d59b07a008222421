package org.tokenapi.contract.cli;

import java.util.concurrent.Callable;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.wiremock.ContractWireMock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code contract mock}: responds with the examples of the document, and checks every request. */
@Command(
        name = "mock",
        description = {
            "Serves the examples of the document, and checks every request. Where the document has no example, the response "
                    + "is generated from its schema.",
            "By default, the response is the first success of the operation. Select a status with the header "
                    + "'Prefer: code=404', or an example with 'Prefer: code=404, example=NAME'.",
            "If a request violates the document, its response has the header X-Contract-Violations. Exits with 1 if any did."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  contract mock --spec openapi.yaml --port 8081",
            "  curl -i -H 'Prefer: code=404' http://127.0.0.1:8081/pets/1"
        })
final class MockCommand implements Callable<Integer> {
    @Mixin
    private Listening listening;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        OpenApiDocument document = OpenApiDocument.read(listening.document);
        ContractWireMock mock = ContractWireMock.mock(document, listening.host, listening.port);
        return listening.untilStopped(document, mock, spec.commandLine().getOut(), "Mock");
    }
}
