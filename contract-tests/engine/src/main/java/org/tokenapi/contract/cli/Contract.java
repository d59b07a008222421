package org.tokenapi.contract.cli;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import org.tokenapi.contract.spec.UnreadableDocumentException;
import org.tokenapi.contract.verify.ServerUnderTest.NoResponseException;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code contract}. */
@Command(
        name = "contract",
        description = "Checks HTTP traffic against an OpenAPI 3.0 or 3.1 document.",
        mixinStandardHelpOptions = true,
        versionProvider = ManifestVersion.class,
        subcommands = {
            CheckCommand.class,
            MockCommand.class,
            ProxyCommand.class,
            MutateCommand.class,
            DiffCommand.class,
            GenerateCompletion.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  contract check --spec openapi.yaml --server http://localhost:8080 --bearer \"$TOKEN\"",
            "  contract mock --spec openapi.yaml --port 8081",
            "  contract diff openapi-1.0.yaml openapi.yaml",
            "  contract mutate --spec openapi.yaml --server http://localhost:8080 --bearer \"$TOKEN\"",
            "  contract proxy --spec openapi.yaml --upstream http://localhost:8080 --port 8082",
            "",
            "Exit codes: 0 the document holds, 1 it is violated, 2 nothing could be run."
        })
public final class Contract implements Runnable {
    /** Something is violated. */
    static final int VIOLATED = 1;

    /** Nothing could be run. */
    static final int NOT_RUN = 2;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** For the command line library. */
    public Contract() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        // Nobody has configured logging for a command; its library would say so at every start.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        System.exit(run(commandLine(), arguments));
    }

    private static int run(CommandLine command, String[] arguments) {
        try {
            return command.execute(arguments);
        } catch (StackOverflowError | OutOfMemoryError e) {
            System.err.println("contract: this takes more memory than there is: "
                    + e.getClass().getSimpleName());
            return NOT_RUN;
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new Contract())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(110)
                .setParameterExceptionHandler(Contract::explain)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    PrintWriter err = command.getErr();
                    if (failure instanceof UnreadableDocumentException || failure instanceof NoResponseException) {
                        err.println("contract: " + failure.getMessage());
                    } else if (failure instanceof FileSystemException file) {
                        err.println("contract: " + file.getFile() + " can't be written: "
                                + file.getClass().getSimpleName());
                    } else if (failure instanceof UncheckedIOException) {
                        err.println("contract: " + failure.getMessage());
                    } else {
                        err.println("contract: " + failure);
                    }
                    err.flush();
                    return NOT_RUN;
                });
    }

    /** What is wrong with the arguments, and where to read on. Values are not repeated: one may be a token. */
    private static int explain(CommandLine.ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        String message = failure instanceof CommandLine.UnmatchedArgumentException unmatched
                ? "unknown argument " + unmatched.getUnmatched().get(0).replaceFirst("=.*", "")
                : failure.getMessage();
        command.getErr().println("contract: " + message);
        command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        command.getErr().flush();
        return NOT_RUN;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
    }
}
