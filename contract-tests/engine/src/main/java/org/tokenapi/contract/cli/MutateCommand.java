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

/** {@code contract mutate}: measures how many planted faults the check detects. */
@Command(
        name = "mutate",
        description = {
            "Measures the check itself: records a run without failures, changes the document, a request or a response in one "
                    + "place at a time, and counts the changes (mutants) that the check does not detect.",
            "Exits with 1 if a mutant survives that is not in the --equivalent file."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  contract mutate --spec openapi.yaml --server http://localhost:8080 --bearer env:TOKEN",
            "  contract mutate --spec openapi.yaml --server http://localhost:8080 --equivalent equivalents.yaml"
        })
final class MutateCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions server;

    @Option(
            names = "--equivalent",
            paramLabel = "FILE",
            description = "Mutants that no check can detect, each with a reason.")
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
            err.println(
                    "contract: can't measure the check, because the server violates the document; fix the failures above first");
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
        survivors.forEach(survivor -> out.println("survived: " + survivor));
        Map<Mutant.Kind, Long> kinds = noticed.keySet().stream()
                .collect(Collectors.groupingBy(Mutant::kind, TreeMap::new, Collectors.counting()));
        kinds.forEach((kind, count) ->
                out.println("  " + count + " of kind " + kind.name().toLowerCase(Locale.ROOT)));
        int counted = noticed.size() - equivalent.size();
        out.println(String.format(
                Locale.ROOT,
                "%d mutants, %d survived, %d equivalent (%.1f %%); score %.1f %%",
                noticed.size(),
                survivors.size(),
                equivalent.size(),
                share(equivalent.size(), noticed.size(), 0),
                share(counted - survivors.size(), counted, 100)));
        out.println("fingerprint " + server.fingerprint(document, fixtures));
        out.flush();
        return survivors.isEmpty() ? 0 : Contract.VIOLATED;
    }

    private static double share(int part, int all, double ofNone) {
        return all == 0 ? ofNone : 100.0 * part / all;
    }
}
