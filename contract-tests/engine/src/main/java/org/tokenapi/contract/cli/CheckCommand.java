package org.tokenapi.contract.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.cases.Fixtures;
import org.tokenapi.contract.report.RedactedReport;
import org.tokenapi.contract.report.Reports;
import org.tokenapi.contract.report.Summary;
import org.tokenapi.contract.report.Traffic;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.verify.Coverage;
import org.tokenapi.contract.verify.Report;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code contract check}: sends cases derived from a document to a server, and checks every response. */
@Command(
        name = "check",
        description = {
            "Derives requests from the document, sends them to a server, and checks every response.",
            "Exits with 1 if a case fails, or if --require-coverage is set and a part of the document is not proven."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  contract check --spec openapi.yaml --server http://localhost:8080 --bearer env:TOKEN",
            "  contract check --spec openapi.yaml --server http://localhost:8080 --fixtures fixtures.yaml \\",
            "      --require-coverage --report target/contract",
            "  contract check --spec openapi.yaml --server http://localhost:8080 --client target/client/traffic.json",
            "  contract check --spec openapi.yaml --server http://localhost:8080 --case 'getPet *'"
        })
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions server;

    @Option(
            names = "--case",
            paramLabel = "NAME",
            description = "Send only the cases of this name; * matches any text.")
    private @Nullable String name;

    @Option(names = "--require-coverage", description = "Fail if a part of the document is not proven or not checked.")
    private boolean requireCoverage;

    @Option(
            names = "--client",
            paramLabel = "FILE",
            description =
                    "The traffic.json of a client, written by 'mock' or 'proxy'. Adds the client's coverage to the reports.")
    private @Nullable Path client;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Write reports to this directory: HTML, Markdown, JSON and JUnit XML.")
    private @Nullable Path reports;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        OpenApiDocument document = server.document();
        Fixtures fixtures = server.fixtures(document);
        Coverage ofClient = client == null ? null : Traffic.coverage(client);
        Report run = server.verify(document, fixtures, name);
        Report report = ofClient == null ? run : run.with(ofClient, fixtures);
        RedactedReport shown = RedactedReport.of(report, document, server.fingerprint(document, fixtures));
        PrintWriter out = spec.commandLine().getOut();
        Summary.lines(shown, server.colours()).forEach(out::println);
        if (reports != null) {
            Reports.write(shown, reports).forEach(file -> out.println("  " + file));
        }
        out.flush();
        return report.holds(requireCoverage && name == null) ? 0 : Contract.VIOLATED;
    }
}
