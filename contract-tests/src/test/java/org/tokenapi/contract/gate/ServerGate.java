package org.tokenapi.contract.gate;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.tokenapi.contract.check.Finding;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.check.Verdict;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.wiremock.ContractWireMock;

/** Sends scenarios to a server through the checking proxy, and tells what is wrong with the answers. */
final class ServerGate implements AutoCloseable {
    private final ContractWireMock proxy;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    ServerGate(OpenApiDocument document, URI server) {
        proxy = ContractWireMock.proxy(document, server);
    }

    /** All that is wrong with the answer to one scenario, a line each. */
    List<String> run(Scenario scenario) throws IOException, InterruptedException {
        int status = http.send(scenario.call().toRequest(proxy.baseUri()), HttpResponse.BodyHandlers.discarding())
                .statusCode();
        List<String> problems = new ArrayList<>();
        if (status != scenario.status()) {
            problems.add("STATUS " + scenario + ", but the server answered " + status);
        }
        List<Verdict> verdicts = proxy.takeVerdicts();
        if (verdicts.size() != 1) {
            problems.add("UNCHECKED " + scenario + ": " + verdicts.size() + " exchanges passed the proxy");
        }
        for (Verdict verdict : verdicts) {
            for (Finding finding : verdict.findings()) {
                boolean own = finding.side() == Side.REQUEST && scenario.status() / 100 != 2;
                boolean notice = finding.severity() == Finding.Severity.NOTICE && finding.side() == Side.REQUEST;
                if (!own && !notice) {
                    problems.add(finding.rule() + " " + finding.pointer() + " " + scenario + ", " + finding);
                }
            }
        }
        return problems;
    }

    @Override
    public void close() {
        proxy.close();
    }
}
