package org.tokenapi.contract.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.tokenapi.contract.check.ExchangeChecker;
import org.tokenapi.contract.cli.Listening.Running;
import org.tokenapi.contract.http.ContractMock;
import org.tokenapi.contract.mock.Mock;
import org.tokenapi.contract.mock.MockResponses;
import org.tokenapi.contract.spec.OpenApiDocument;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code contract mock}: responds with the examples of the document, and checks every request. */
@Command(
        name = "mock",
        description = {
            "Serves the examples of the document, and checks every request. Where the document has no example, the response "
                    + "is generated from its schema.",
            "By default, the response is the first success of the operation. Select a status with the header "
                    + "'Prefer: code=404', an example with 'Prefer: example=NAME', and a media type with 'Accept'. A "
                    + "preference that is met is repeated in Preference-Applied, another one in "
                    + "X-Contract-Preference-Unmet.",
            "If a request violates the document, its response has the header X-Contract-Violations. Exits with 1 if any did."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  contract mock --spec openapi.yaml --port 8081",
            "  curl -i -H 'Prefer: code=404' http://127.0.0.1:8081/pets/1"
        })
final class MockCommand implements Callable<Integer> {
    /** How many wrong examples are told. */
    private static final int MOST_EXAMPLES = 20;

    @Mixin
    private Listening listening;

    @Mixin
    private StrictnessOptions strictness;

    @Option(names = "--cors", description = "Let pages of any origin call the mock from a browser.")
    private boolean crossOrigin;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        OpenApiDocument document = listening.reading.read(listening.document);
        PrintWriter out = spec.commandLine().getOut();
        ExchangeChecker checker = new ExchangeChecker(document, strictness.strictness());
        MockResponses responses = new MockResponses(document, checker);
        responses.wrongExamples().stream()
                .limit(MOST_EXAMPLES)
                .forEach(wrong -> out.println("wrong example: " + wrong + "; a value made from the schema is sent"));
        return listening.untilStopped(document, out, "Mock", traffic -> {
            ContractMock mock = new ContractMock(
                    new Mock(responses), checker, crossOrigin, listening.host, listening.port, traffic::add);
            return new Running(mock.baseUri(), mock::close);
        });
    }
}
