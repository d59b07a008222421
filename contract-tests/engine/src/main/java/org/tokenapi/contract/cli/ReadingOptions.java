package org.tokenapi.contract.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.Reach;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How documents are read. */
final class ReadingOptions {
    @Option(
            names = "--allow-refs",
            paramLabel = "WHERE",
            split = ",",
            description =
                    "Where references of the document may lead besides its folder: 'outside' of it, or to a 'url'. Repeatable.")
    private Set<Reach> allowed = EnumSet.noneOf(Reach.class);

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Reads a document, and prints its defects: the operations that they concern are not checked. */
    OpenApiDocument read(Path file) {
        OpenApiDocument document = OpenApiDocument.read(file, allowed);
        PrintWriter err = spec.root().commandLine().getErr();
        document.defects().forEach(defect -> err.println("contract: " + defect));
        err.flush();
        return document;
    }
}
