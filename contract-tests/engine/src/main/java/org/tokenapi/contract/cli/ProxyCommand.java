package org.tokenapi.contract.cli;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.Callable;
import org.tokenapi.contract.check.ExchangeChecker;
import org.tokenapi.contract.cli.Listening.Running;
import org.tokenapi.contract.http.ContractProxy;
import org.tokenapi.contract.spec.OpenApiDocument;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code contract proxy}: forwards real traffic, and checks it. */
@Command(
        name = "proxy",
        description = {
            "Forwards requests to a server and its responses to the client, and checks both.",
            "If an exchange violates the document, its response has the header X-Contract-Violations. Exits with 1 if any did, "
                    + "and with 2 if a request got no response from the server."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = "  contract proxy --spec openapi.yaml --upstream http://localhost:8080 --port 8082")
final class ProxyCommand implements Callable<Integer> {
    @Mixin
    private Listening listening;

    @Mixin
    private StrictnessOptions strictness;

    @Option(
            names = "--upstream",
            required = true,
            paramLabel = "URL",
            description = "The root of the server, without the path of the document's servers.")
    private URI upstream;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (upstream.getRawUserInfo() != null) {
            throw new ParameterException(spec.commandLine(), "--upstream must not contain credentials");
        }
        if (!"http".equals(upstream.getScheme()) && !"https".equals(upstream.getScheme())
                || upstream.getHost() == null) {
            throw new ParameterException(spec.commandLine(), "--upstream must be an http or https URL");
        }
        OpenApiDocument document = listening.reading.read(listening.document);
        ExchangeChecker checker = new ExchangeChecker(document, strictness.strictness());
        return listening.untilStopped(document, spec.commandLine().getOut(), "Proxy for " + upstream, traffic -> {
            ContractProxy proxy =
                    new ContractProxy(checker, upstream, listening.host, listening.port, traffic::add, traffic::fail);
            return new Running(proxy.baseUri(), proxy::close);
        });
    }
}
