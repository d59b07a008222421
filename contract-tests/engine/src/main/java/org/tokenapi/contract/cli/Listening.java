package org.tokenapi.contract.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.cases.Fixtures;
import org.tokenapi.contract.check.Verdict;
import org.tokenapi.contract.report.Traffic;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.wiremock.ContractWireMock;
import picocli.CommandLine.Option;

/** What {@code mock} and {@code proxy} have in common: they listen until they are stopped, and then sum up. */
final class Listening {
    @Option(names = "--spec", required = true, paramLabel = "FILE", description = "The OpenAPI document.")
    Path document;

    @Option(
            names = "--port",
            required = true,
            paramLabel = "N",
            description = "The port to listen on; 0 takes a free one.")
    int port;

    @Option(
            names = "--host",
            paramLabel = "H",
            defaultValue = "127.0.0.1",
            description = "The address to listen on. Default: ${DEFAULT-VALUE}, which only this machine reaches.")
    String host;

    @Option(
            names = "--fixtures",
            paramLabel = "FILE",
            description = "Rows that need no proof by a client, each with a reason.")
    private @Nullable Path fixtures;

    @Option(
            names = "--require-coverage",
            description = "Fails if the traffic leaves anything in the document unproven on the side of the client.")
    private boolean requireCoverage;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Writes traffic.json there when stopped: exchanges, violations, and what the client proves.")
    @Nullable
    Path reports;

    /** Waits for SIGINT or SIGTERM, then sums up and ends the process, with 1 if anything was violated. */
    int untilStopped(OpenApiDocument read, ContractWireMock server, PrintWriter out, String what)
            throws InterruptedException {
        Fixtures given = fixtures == null ? Fixtures.none() : Fixtures.read(fixtures, read, System.getenv());
        out.println(what + " at " + server.baseUri() + "; stop it with Ctrl-C");
        out.flush();
        CountDownLatch never = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            int code = sumUp(read, given, server, out);
            // The code of a process that a signal stops would be that of the signal.
            Runtime.getRuntime().halt(code);
        }));
        never.await();
        return 0;
    }

    private int sumUp(OpenApiDocument read, Fixtures given, ContractWireMock server, PrintWriter out) {
        List<Verdict> verdicts = server.takeVerdicts();
        server.close();
        Traffic traffic = new Traffic(read, given, verdicts);
        try {
            traffic.lines().forEach(out::println);
            if (requireCoverage) {
                traffic.coverage().gaps().forEach(gap -> out.println("nothing proves " + gap.name()));
            }
            if (reports != null) {
                out.println("  " + traffic.write(reports));
            }
        } catch (IOException e) {
            out.println("contract: the report can't be written: " + e);
            out.flush();
            return Contract.NOT_RUN;
        }
        out.flush();
        boolean holds =
                verdicts.stream().allMatch(verdict -> verdict.violations().isEmpty());
        boolean covered = traffic.coverage().gaps().isEmpty();
        return holds && (covered || !requireCoverage) ? 0 : Contract.VIOLATED;
    }
}
