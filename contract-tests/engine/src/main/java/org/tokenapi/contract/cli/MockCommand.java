package org.tokenapi.contract.cli;

import java.util.concurrent.Callable;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.wiremock.ContractWireMock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code contract mock}: answers with the examples of the document, and checks every request. */
@Command(
        name = "mock",
        description = {
            "Answers with the examples of the document, or where it has none with values made from its schemas, and checks "
                    + "every request.",
            "A request gets the first success of its operation; with the header 'Prefer: code=404' it gets that status, with "
                    + "'Prefer: code=404, example=NAME' a certain example. The answer to a request that violates the document "
                    + "has the header X-Contract-Violations."
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
