package org.tokenapi.contract.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.cases.Fixtures;
import org.tokenapi.contract.mutation.Equivalents;
import org.tokenapi.contract.mutation.Mutant;
import org.tokenapi.contract.mutation.Mutation;
import org.tokenapi.contract.report.RedactedReport;
import org.tokenapi.contract.report.Summary;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.verify.Report;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code contract mutate}: the strength of the check itself. */
@Command(
        name = "mutate",
        description = {
            "Measures the check itself: records the traffic of a run that holds, breaks the document, the answers and the "
                    + "requests in one place each, and counts what goes unnoticed.",
            "Exits with 1 if anything does that is not named as equivalent."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  contract mutate --spec openapi.yaml --server http://localhost:8080 --bearer \"$TOKEN\"",
            "  contract mutate --spec openapi.yaml --server http://localhost:8080 --equivalent equivalents.yaml"
        })
final class MutateCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions server;

    @Option(
            names = "--equivalent",
            paramLabel = "FILE",
            description = "Mutants that change nothing a check could notice, each with the reason.")
    private @Nullable Path equivalents;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        OpenApiDocument document = server.document();
        Fixtures fixtures = server.fixtures(document);
        Equivalents named = equivalents == null ? Equivalents.none() : Equivalents.read(equivalents);
        Report report = server.verify(document, fixtures, null);
        if (!report.holds(false)) {
            RedactedReport shown = RedactedReport.of(report, document, server.fingerprint(document, fixtures));
            Summary.lines(shown, server.colours()).forEach(out::println);
            out.flush();
            PrintWriter err = spec.commandLine().getErr();
            err.println("contract: a server that violates the document can't measure the check");
            err.flush();
            return Contract.NOT_RUN;
        }
        Map<Mutant, Boolean> noticed;
        try (ProgressLine progress = new ProgressLine(System.console() != null, 0, "mutants")) {
            noticed = new Mutation(document, report).run(mutant -> progress.step(false));
        }
        List<Mutant> unnoticed = noticed.entrySet().stream()
                .filter(entry -> !entry.getValue())
                .map(Map.Entry::getKey)
                .toList();
        Map<Mutant, String> equivalent = named.among(unnoticed);
        equivalent.forEach((mutant, reason) -> out.println("equivalent: " + mutant + " (" + reason + ")"));
        List<Mutant> survivors = unnoticed.stream()
                .filter(mutant -> !equivalent.containsKey(mutant))
                .toList();
        survivors.forEach(survivor -> out.println("survives: " + survivor));
        Map<Mutant.Kind, Long> kinds = noticed.keySet().stream()
                .collect(Collectors.groupingBy(Mutant::kind, TreeMap::new, Collectors.counting()));
        kinds.forEach((kind, count) ->
                out.println("  " + count + " of kind " + kind.name().toLowerCase(Locale.ROOT)));
        int due = noticed.size() - equivalent.size();
        out.println(String.format(
                Locale.ROOT,
                "%d mutants, %d survive, %d named equivalent (%.1f %%); score %.1f %%",
                noticed.size(),
                survivors.size(),
                equivalent.size(),
                share(equivalent.size(), noticed.size(), 0),
                share(due - survivors.size(), due, 100)));
        out.println("fingerprint " + server.fingerprint(document, fixtures));
        out.flush();
        return survivors.isEmpty() ? 0 : Contract.VIOLATED;
    }

    private static double share(int part, int all, double ofNone) {
        return all == 0 ? ofNone : 100.0 * part / all;
    }
}
