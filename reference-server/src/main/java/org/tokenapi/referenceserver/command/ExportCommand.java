package org.tokenapi.referenceserver.command;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.tokenapi.referenceserver.provisioning.Exporter;
import org.tokenapi.referenceserver.storage.DatabaseUse;
import org.tokenapi.referenceserver.storage.NewFile;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Exports JSON Lines. */
@Command(
        name = "export",
        header = "Exports directories, tokens and sync clients as JSON Lines.",
        description = {
            "Exports a snapshot of everything that import accepts. It includes the hashes of the secrets, so that the same"
                    + " secrets work after an import elsewhere. Keep it as safe as the database.",
            "",
            "The audit log and the signing key are not included; see backup."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  java -jar reference-server-exec.jar export -o all.jsonl",
            "  java -jar reference-server-exec.jar export --tenant CUSTOMER | gzip > customer.jsonl.gz"
        })
final class ExportCommand implements Callable<Integer> {
    /** Each check flushes the output. */
    private static final int LINES_PER_CHECK = 1000;

    @ParentCommand
    private Commands commands;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--tenant", paramLabel = "NAME", description = "Only this tenant.")
    private @Nullable String tenant;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "A new file, which only its owner can read. Default: standard output.")
    private @Nullable Path output;

    @Override
    public Integer call() throws IOException {
        Arguments.checkIdentifier(tenant, "--tenant");
        PrintWriter err = spec.commandLine().getErr();
        long count;
        try (ConfigurableApplicationContext context = commands.open("export", DatabaseUse.READ);
                ProgressMeter progress = new ProgressMeter(err, "lines")) {
            Exporter exporter = context.getBean(Exporter.class);
            if (output == null) {
                PrintWriter out = spec.commandLine().getOut();
                count = exporter.run(out, tenant, done -> {
                    if (done % LINES_PER_CHECK == 0) {
                        checkWritten(out);
                    }
                    progress.accept(done);
                });
                out.flush();
                checkWritten(out);
            } else {
                try (NewFile file = NewFile.at(output)) {
                    try (BufferedWriter writer = Files.newBufferedWriter(file.draft())) {
                        count = exporter.run(writer, tenant, progress);
                    }
                    file.publish();
                }
            }
        }
        err.println("Exported " + count + (count == 1 ? " line" : " lines") + ", with the hashes of the secrets.");
        return CommandLine.ExitCode.OK;
    }

    /** Stops the export if the reader is gone or the disk is full. */
    private static void checkWritten(PrintWriter out) {
        if (out.checkError()) {
            throw CommandException.failed("Can't write to standard output.");
        }
    }
}
