package org.tokenapi.gates;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.tokenapi.contract.check.Finding;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.check.Verdict;

/** Sends scenarios to a server through the checking proxy, and reports wrong responses. */
final class ServerGate {
    private final URI proxy;
    private final Supplier<List<Verdict>> verdicts;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /**
     * @param proxy the address of a proxy before the server
     * @param verdicts returns the verdicts of the proxy since the last call
     */
    ServerGate(URI proxy, Supplier<List<Verdict>> verdicts) {
        this.proxy = proxy;
        this.verdicts = verdicts;
    }

    /** The problems of the response to one scenario, one line each. */
    List<String> run(Scenario scenario) throws IOException, InterruptedException {
        int status = http.send(scenario.call().toRequest(proxy), HttpResponse.BodyHandlers.discarding())
                .statusCode();
        List<String> problems = new ArrayList<>();
        if (status != scenario.status()) {
            problems.add("STATUS " + scenario + ", got " + status);
        }
        List<Verdict> exchanges = verdicts.get();
        if (exchanges.size() != 1) {
            problems.add("UNCHECKED " + scenario + ": expected 1 exchange at the proxy, got " + exchanges.size());
        }
        for (Verdict verdict : exchanges) {
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
}
