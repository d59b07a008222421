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

/**
 * Options and life cycle of {@code mock} and {@code proxy}: both listen until they are stopped, then print a summary.
 */
final class Listening {
    @Option(names = "--spec", required = true, paramLabel = "FILE", description = "The OpenAPI document.")
    Path document;

    @Option(
            names = "--port",
            required = true,
            paramLabel = "N",
            description = "The port to listen on; 0 for any free port.")
    int port;

    @Option(
            names = "--host",
            paramLabel = "H",
            defaultValue = "127.0.0.1",
            description = "The address to listen on. Default: ${DEFAULT-VALUE}, reachable from this machine only.")
    String host;

    @Option(
            names = "--fixtures",
            paramLabel = "FILE",
            description = "Fixtures; its 'omit' rows, each with a reason, need no proof by a client.")
    private @Nullable Path fixtures;

    @Option(
            names = "--require-coverage",
            description = "Exit with 1 if the traffic does not prove every part of the document for the client.")
    private boolean requireCoverage;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description =
                    "On exit, write traffic.json to this directory: exchanges, violations, and the client's coverage.")
    @Nullable
    Path reports;

    /**
     * Waits for SIGINT or SIGTERM, prints a summary, and ends the process with 1 if an exchange violated the document.
     */
    int untilStopped(OpenApiDocument read, ContractWireMock server, PrintWriter out, String what)
            throws InterruptedException {
        Fixtures given = fixtures == null ? Fixtures.none() : Fixtures.read(fixtures, read, System.getenv());
        out.println(what + " at " + server.baseUri() + "; press Ctrl-C to stop");
        out.flush();
        CountDownLatch never = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            int code = sumUp(read, given, server, out);
            // Without halt, the exit code would be that of the signal.
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
                traffic.coverage().gaps().forEach(gap -> out.println("not proven: " + gap.name()));
            }
            if (reports != null) {
                out.println("  " + traffic.write(reports));
            }
        } catch (IOException e) {
            out.println("contract: can't write the report: " + e);
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
