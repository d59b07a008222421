package org.tokenapi.contract.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.diff.Change;
import org.tokenapi.contract.diff.DocumentDiff;
import org.tokenapi.contract.spec.OpenApiDocument;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code contract diff}: lists the changes between two versions of a document, breaking ones first. */
@Command(
        name = "diff",
        description = {
            "Compares two versions of a document, and lists the changes that break clients of the old version: in the "
                    + "requests that they send, or in the responses that they receive.",
            "Exits with 1 if there is a breaking change."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  contract diff openapi-1.0.yaml openapi.yaml",
            "  git show v1.0:openapi.yaml > old.yaml && contract diff old.yaml openapi.yaml"
        })
final class DiffCommand implements Callable<Integer> {
    private static final int MOST = 3;

    @Parameters(index = "0", paramLabel = "OLD", description = "The version that clients were written for.")
    private Path old;

    @Parameters(index = "1", paramLabel = "NEW", description = "The version that replaces it.")
    private Path now;

    @Mixin
    private ReadingOptions reading;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        OpenApiDocument before = reading.read(old);
        OpenApiDocument after = reading.read(now);
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        List<Change> changes = DocumentDiff.of(before, after, notice -> err.println("contract: " + notice));
        for (Change change : changes) {
            out.println(head(change));
            place("old", before, change.oldPointer());
            place("new", after, change.newPointer());
        }
        long breaking = changes.stream().filter(Change::breaking).count();
        long others = changes.size() - breaking;
        out.println(count(breaking, "breaking change") + ", " + count(others, "other change"));
        out.flush();
        err.flush();
        return breaking == 0 ? 0 : Contract.VIOLATED;
    }

    private static String head(Change change) {
        String messages = change.side() == Side.REQUEST ? "requests" : "responses";
        String line = (change.breaking() ? "✗ breaks " : "· changes ") + messages + ": " + change.what() + " ("
                + where(change.where()) + ")";
        if (!Ansi.AUTO.enabled()) {
            return line;
        }
        return (change.breaking() ? "\u001b[31m" : "\u001b[2m") + line + "\u001b[0m";
    }

    private static String where(List<String> where) {
        String first = String.join(", ", where.subList(0, Math.min(MOST, where.size())));
        return where.size() > MOST ? first + " and " + (where.size() - MOST) + " more" : first;
    }

    private void place(String version, OpenApiDocument document, @Nullable String pointer) {
        if (pointer != null) {
            String position =
                    document.position(pointer).map(place -> ", " + place).orElse("");
            spec.commandLine()
                    .getOut()
                    .println("    " + version + " " + (pointer.isEmpty() ? "/" : pointer) + position);
        }
    }

    private static String count(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
