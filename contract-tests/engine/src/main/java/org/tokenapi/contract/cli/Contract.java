package org.tokenapi.contract.cli;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import org.tokenapi.contract.spec.UnreadableDocumentException;
import org.tokenapi.contract.verify.ServerUnderTest.NoResponseException;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command {@code contract}. Exit codes: 0 if nothing violates the document, 1 if something does, 2 if the command
 * could not run.
 */
@Command(
        name = "contract",
        description = "Checks HTTP traffic against an OpenAPI 3.0, 3.1 or 3.2 document.",
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
            "  contract check --spec openapi.yaml --server http://localhost:8080 --bearer env:TOKEN",
            "  contract mock --spec openapi.yaml --port 8081",
            "  contract diff openapi-1.0.yaml openapi.yaml",
            "  contract mutate --spec openapi.yaml --server http://localhost:8080 --bearer env:TOKEN",
            "  contract proxy --spec openapi.yaml --upstream http://localhost:8080 --port 8082",
            "",
            "Exit codes: 0 no violation, 1 a violation ('diff': a breaking change), 2 the command could not run."
        })
public final class Contract implements Runnable {
    /** The exit code if something violates the document. */
    static final int VIOLATED = 1;

    /** The exit code if the command could not run, for example because an argument is wrong or no server listens. */
    static final int NOT_RUN = 2;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** Called by picocli; use {@link #main}. */
    public Contract() {}

    /**
     * Runs one command, and ends the process with its exit code.
     *
     * @param arguments the command and its options, for example {@code check --spec openapi.yaml --server URL}
     */
    public static void main(String[] arguments) {
        // A command has no logging configuration, and SLF4J would print a warning about it at every start.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        System.exit(run(commandLine(), arguments));
    }

    private static int run(CommandLine command, String[] arguments) {
        try {
            return command.execute(arguments);
        } catch (StackOverflowError | OutOfMemoryError e) {
            System.err.println("contract: the document or the traffic needs more memory than is available: "
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
                        err.println("contract: can't write " + file.getFile() + ": "
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

    /**
     * Prints what is wrong with the arguments, and how to get help. It never prints a value, because a value may be a
     * token.
     */
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
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing; see --help");
    }
}
