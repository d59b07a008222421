package org.tokenapi.contract.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.tokenapi.contract.mutation.Mutant;
import org.tokenapi.contract.mutation.Mutation;
import org.tokenapi.contract.report.Summary;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.verify.Report;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code contract mutate}: the strength of the check itself. */
@Command(
        name = "mutate",
        description = {
            "Measures the check itself: records the traffic of a run that holds, breaks the document, the answers and the "
                    + "requests in one place each, and counts what goes unnoticed.",
            "Exits with 1 if anything does."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = "  contract mutate --spec openapi.yaml --server http://localhost:8080 --bearer \"$TOKEN\"")
final class MutateCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions server;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        OpenApiDocument document = server.document();
        Report report = server.verify(document, new Wanted(null));
        if (!report.holds(false)) {
            Summary.lines(report, server.colours()).forEach(out::println);
            out.println("A server that violates the document can't measure the check.");
            out.flush();
            return Contract.NOT_RUN;
        }
        Map<Mutant, Boolean> noticed;
        try (Progress progress = new Progress(System.console() != null, 0, "mutants")) {
            noticed = new Mutation(document, report).run(mutant -> progress.step(false));
        }
        List<Mutant> survivors = noticed.entrySet().stream()
                .filter(entry -> !entry.getValue())
                .map(Map.Entry::getKey)
                .toList();
        survivors.forEach(survivor -> out.println("survives: " + survivor));
        Map<Mutant.Kind, Long> kinds = noticed.keySet().stream()
                .collect(Collectors.groupingBy(Mutant::kind, TreeMap::new, Collectors.counting()));
        kinds.forEach((kind, count) ->
                out.println("  " + count + " of kind " + kind.name().toLowerCase(Locale.ROOT)));
        out.println(String.format(
                Locale.ROOT,
                "%d mutants, %d survive; score %.1f %%",
                noticed.size(),
                survivors.size(),
                noticed.isEmpty() ? 100 : 100.0 * (noticed.size() - survivors.size()) / noticed.size()));
        out.flush();
        return survivors.isEmpty() ? 0 : Contract.VIOLATED;
    }
}
