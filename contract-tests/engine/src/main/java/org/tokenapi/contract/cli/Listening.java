package org.tokenapi.contract.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.cases.Fixtures;
import org.tokenapi.contract.report.Traffic;
import org.tokenapi.contract.spec.OpenApiDocument;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Options and life cycle of {@code mock} and {@code proxy}: both listen until they are stopped, then print a summary.
 */
final class Listening {
    @Option(names = "--spec", required = true, paramLabel = "FILE", description = "The OpenAPI document.")
    Path document;

    @Mixin
    ReadingOptions reading;

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
                    "Write traffic.json to this directory: each exchange as it ends, with its violations, and on exit the client's "
                            + "coverage.")
    @Nullable
    Path reports;

    /** Starts what listens; its traffic goes to the recording. */
    interface Start {
        /** Starts it, and returns where it listens and how to stop it. */
        Running with(Traffic traffic);
    }

    /** What listens, and how to stop it. */
    record Running(URI address, Runnable stop) {}

    /**
     * Waits for SIGINT or SIGTERM, prints a summary, and ends the process: with 1 if an exchange violated the document,
     * with 2 if a request got no response or the report could not be written.
     */
    int untilStopped(OpenApiDocument read, PrintWriter out, String what, Start start)
            throws IOException, InterruptedException {
        Fixtures given = fixtures == null ? Fixtures.none() : Fixtures.read(fixtures, read, System.getenv());
        Traffic traffic = new Traffic(read, given, reports, line -> {
            out.println(line);
            out.flush();
        });
        Running running = start.with(traffic);
        out.println(what + " at " + running.address() + "; press Ctrl-C to stop");
        out.flush();
        CountDownLatch never = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            running.stop().run();
            int code = sumUp(traffic, out);
            out.flush();
            // Without halt, the exit code would be that of the signal.
            Runtime.getRuntime().halt(code);
        }));
        never.await();
        return 0;
    }

    private int sumUp(Traffic traffic, PrintWriter out) {
        if (requireCoverage) {
            traffic.coverage().unproven().forEach(gap -> out.println("not proven: " + gap.name()));
        }
        traffic.summary().forEach(out::println);
        try {
            traffic.close();
        } catch (IOException e) {
            out.println("contract: can't write the report: " + e);
            return Contract.NOT_RUN;
        }
        if (traffic.violating() > 0) {
            return Contract.VIOLATED;
        }
        if (traffic.failures() > 0) {
            return Contract.NOT_RUN;
        }
        return requireCoverage && !traffic.coverage().unproven().isEmpty() ? Contract.VIOLATED : 0;
    }
}
