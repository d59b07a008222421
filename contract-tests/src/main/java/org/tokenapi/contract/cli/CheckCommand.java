package org.tokenapi.contract.cli;

import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.cases.Fixtures;
import org.tokenapi.contract.report.Reports;
import org.tokenapi.contract.report.Summary;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.verify.Report;
import org.tokenapi.contract.verify.Verification;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code contract check}: asks a server everything that the document gives reason to ask. */
@Command(
        name = "check",
        description = "Sends cases that are derived from the document to a server, and checks every answer.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  contract check --spec openapi.yaml --server http://localhost:8080 --bearer \"$TOKEN\"",
            "  contract check --spec openapi.yaml --server http://localhost:8080 --fixtures fixtures.yaml \\",
            "      --require-coverage --report target/contract",
            "  contract check --spec openapi.yaml --server http://localhost:8080 --case 'getPet *'"
        })
final class CheckCommand implements Callable<Integer> {
    @Option(names = "--spec", required = true, paramLabel = "FILE", description = "The OpenAPI document.")
    private Path document;

    @Option(
            names = "--server",
            required = true,
            paramLabel = "URL",
            description = "The root of the server, without the path that the document's servers add.")
    private URI server;

    @Option(names = "--bearer", paramLabel = "TOKEN", description = "The bearer token of every request.")
    private @Nullable String bearer;

    @Option(
            names = "--header",
            paramLabel = "'NAME: VALUE'",
            description = "A header of every request, such as an API key. May be repeated.")
    private List<String> headers = List.of();

    @Option(
            names = "--fixtures",
            paramLabel = "FILE",
            description =
                    "What the document can't say: values that exist, requests for certain statuses, cases to omit.")
    private @Nullable Path fixtures;

    @Option(names = "--case", paramLabel = "NAME", description = "Sends this case alone; * stands for any text.")
    private @Nullable String name;

    @Option(names = "--require-coverage", description = "Fails if anything in the document goes unproven.")
    private boolean requireCoverage;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Writes reports there: HTML, Markdown, JSON, JUnit XML.")
    private @Nullable Path reports;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long one exchange may take. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        OpenApiDocument read = OpenApiDocument.read(document);
        Fixtures given = fixtures == null ? Fixtures.none() : Fixtures.read(fixtures, read);
        Verification verification = new Verification(read, given, headers());
        Wanted wanted = new Wanted(name);
        if (verification.cases().stream().noneMatch(wanted)) {
            throw new ParameterException(spec.commandLine(), "no case is called " + name);
        }
        PrintWriter out = spec.commandLine().getOut();
        Report report;
        try (Progress progress =
                new Progress(System.console() != null, verification.cases().size())) {
            report = verification.run(server, Duration.ofSeconds(seconds), wanted, progress);
        }
        Summary.lines(report, CommandLine.Help.Ansi.AUTO.enabled()).forEach(out::println);
        if (reports != null) {
            Reports.write(report, reports).forEach(file -> out.println("  " + file));
        }
        out.flush();
        return report.holds(requireCoverage && name == null) ? 0 : Contract.VIOLATED;
    }

    private Map<String, String> headers() {
        Map<String, String> all = new LinkedHashMap<>();
        for (String header : headers) {
            int colon = header.indexOf(':');
            if (colon < 1) {
                throw new ParameterException(spec.commandLine(), "--header must be 'NAME: VALUE'");
            }
            all.put(
                    header.substring(0, colon).trim(),
                    header.substring(colon + 1).trim());
        }
        if (bearer != null) {
            all.put("Authorization", "Bearer " + bearer);
        }
        return all;
    }
}
