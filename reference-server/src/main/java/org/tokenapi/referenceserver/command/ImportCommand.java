package org.tokenapi.referenceserver.command;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.tokenapi.referenceserver.audit.ResourceKind;
import org.tokenapi.referenceserver.provisioning.Importer;
import org.tokenapi.referenceserver.provisioning.InvalidLinesException;
import org.tokenapi.referenceserver.provisioning.SecretFile;
import org.tokenapi.referenceserver.storage.DatabaseUse;
import org.tokenapi.referenceserver.storage.UnknownOutcomeException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Imports JSON LineReader. */
@Command(
        name = "import",
        header = "Imports directories, tokens and sync clients from JSON LineReader.",
        description = {
            "Imports directories, API tokens, Cloud Director tokens and sync clients: a JSON object a line, with its"
                    + " kind (directory, api_token, cloud_token, sync_client), its tenant, and properties as the contract"
                    + " names them. All lines or none: an identifier that is there already is an error, as is a bad line.",
            "",
            "A token brings the hash of its secret (secret_sha256, with token_suffix), as an export has it. Without one,"
                    + " an API token gets a new secret, and with --secrets-to a refresh token does too."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  java -jar reference-server-exec.jar import tokens.jsonl",
            "  java -jar reference-server-exec.jar import --tenant CUSTOMER --secrets-to secrets.jsonl tokens.jsonl",
            "  ... | java -jar reference-server-exec.jar import -",
            "",
            "A line:",
            "  {\"kind\":\"api_token\",\"tenant\":\"CUSTOMER\",\"id\":\"t-1\",\"token_display_name\":\"nightly\",",
            "   \"api_token_ttl\":43200,\"access_token_ttl\":30}    (in one line)"
        })
final class ImportCommand implements Callable<Integer> {
    @ParentCommand
    private Commands commands;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The file; - for standard input.")
    private Path file;

    @Option(
            names = "--tenant",
            paramLabel = "NAME",
            description = "The tenant of the lines; they need not name it then, and may not name another.")
    private @Nullable String tenant;

    @Option(
            names = "--secrets-to",
            paramLabel = "FILE",
            description = "Where to write the secrets that are made; a new file, which only its owner can read. Without"
                    + " it nobody learns them, and tokens have to be regenerated before use.")
    private @Nullable Path secretsTo;

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        Arguments.checkIdentifier(tenant, "--tenant");
        try (InputStream input = open(file);
                SecretFile secrets = secretsTo == null ? null : SecretFile.at(secretsTo);
                ConfigurableApplicationContext context = commands.open("import", DatabaseUse.CREATE)) {
            Map<ResourceKind, Long> imported;
            try (ProgressMeter progress = new ProgressMeter(err, "lines")) {
                imported = context.getBean(Importer.class).run(input, tenant, secrets, progress);
            }
            PrintWriter out = spec.commandLine().getOut();
            imported.forEach((kind, count) -> out.println(kind + " " + count));
            if (imported.isEmpty()) {
                err.println("There is no line in the file: nothing is imported.");
            }
            return CommandLine.ExitCode.OK;
        } catch (UnknownOutcomeException unknown) {
            throw CommandException.failed("Whether the lines are imported is unknown: the connection ended during the"
                    + " commit. All of them are, or none; see with export."
                    + (secretsTo == null ? "" : " The secrets are in " + secretsTo + "."));
        } catch (InvalidLinesException bad) {
            bad.shown().forEach(violation -> err.println(Text.printable(violation)));
            long more = bad.count() - bad.shown().size();
            throw CommandException.failed(
                    (more > 0 ? "And " + more + " more violations. " : "") + "Nothing is imported.");
        }
    }

    private static InputStream open(Path file) throws IOException {
        if (file.toString().equals("-")) {
            // It is not this command's to close.
            return new FilterInputStream(System.in) {
                @Override
                public void close() {
                    // See above.
                }
            };
        }
        if (Files.isDirectory(file)) {
            throw CommandException.notRun(file + " is a directory.");
        }
        return Files.newInputStream(file);
    }
}
