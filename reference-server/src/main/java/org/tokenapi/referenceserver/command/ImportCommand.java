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

/** Imports JSON Lines. */
@Command(
        name = "import",
        header = "Imports directories, tokens and sync clients from JSON Lines.",
        description = {
            "Imports directories, API tokens, Cloud Director tokens and sync clients. Each line is a JSON object with a"
                    + " kind (directory, api_token, cloud_token, sync_client), a tenant, and properties as in the contract. If"
                    + " any line is invalid, or its identifier already exists, nothing is imported.",
            "",
            "A token can have the hash of its secret (secret_sha256, with token_suffix), as in an export. Otherwise an API"
                    + " token gets a new secret; with --secrets-to, a refresh token does too."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  java -jar reference-server-exec.jar import tokens.jsonl",
            "  java -jar reference-server-exec.jar import --tenant CUSTOMER --secrets-to secrets.jsonl tokens.jsonl",
            "  ... | java -jar reference-server-exec.jar import -",
            "",
            "A line, wrapped here:",
            "  {\"kind\":\"api_token\",\"tenant\":\"CUSTOMER\",\"id\":\"t-1\",\"token_display_name\":\"nightly\",",
            "   \"api_token_ttl\":43200,\"access_token_ttl\":30}"
        })
final class ImportCommand implements Callable<Integer> {
    @ParentCommand
    private Commands commands;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The file to import; - for standard input.")
    private Path file;

    @Option(
            names = "--tenant",
            paramLabel = "NAME",
            description = "The tenant of all lines, which may then omit it and may not name another.")
    private @Nullable String tenant;

    @Option(
            names = "--secrets-to",
            paramLabel = "FILE",
            description =
                    "A new file for the generated secrets, which only its owner can read. Without it the secrets are"
                            + " lost, and the tokens have to be regenerated before use.")
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
                err.println("The file has no lines; nothing was imported.");
            }
            return CommandLine.ExitCode.OK;
        } catch (UnknownOutcomeException unknown) {
            throw CommandException.failed("The connection to the database was lost during the commit, so it is unknown"
                    + " whether all lines were imported or none. Check with export."
                    + (secretsTo == null ? "" : " The secrets are in " + secretsTo + "."));
        } catch (InvalidLinesException bad) {
            bad.shown().forEach(violation -> err.println(Text.printable(violation)));
            long more = bad.count() - bad.shown().size();
            throw CommandException.failed(
                    (more > 0 ? "And " + more + " more violations. " : "") + "Nothing was imported.");
        }
    }

    private static InputStream open(Path file) throws IOException {
        if (file.toString().equals("-")) {
            // Standard input belongs to the process, so closing this stream leaves it open.
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
