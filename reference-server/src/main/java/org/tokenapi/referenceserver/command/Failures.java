package org.tokenapi.referenceserver.command;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.tokenapi.referenceserver.settings.StartException;
import org.tokenapi.referenceserver.storage.UnknownOutcomeException;
import picocli.CommandLine;

/** Prints in one line why a command failed. */
final class Failures {
    private Failures() {}

    /**
     * Prints what is wrong with the arguments and where to find help; returns the exit code. Values are not repeated,
     * because one may be a password.
     */
    static int ofArguments(CommandLine.ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        String message = failure.getMessage();
        if (failure instanceof CommandLine.UnmatchedArgumentException unmatched) {
            String argument = unmatched.getUnmatched().get(0).replaceFirst("=.*", "=...");
            message = command.getParent() == null && !argument.startsWith("-")
                    ? "Unknown command " + argument + ". Commands: "
                            + String.join(", ", command.getSubcommands().keySet())
                            + ". Settings of the server have the form --name=value."
                    : "Unknown argument " + argument + ".";
        }
        command.getErr().println("reference-server: " + message);
        command.getErr()
                .println("Try 'java -jar reference-server-exec.jar "
                        + (command.getParent() == null ? "" : command.getCommandName() + " ") + "--help'.");
        command.getErr().flush();
        return Commands.NOT_RUN;
    }

    /** Prints why a command with valid arguments failed; returns the exit code. */
    static int ofRun(Exception failure, PrintWriter err) {
        int code = Commands.FAILED;
        String message = null;
        for (Throwable cause = failure; cause != null && message == null; cause = cause.getCause()) {
            if (cause instanceof CommandException known) {
                code = known.exitCode();
                message = known.getMessage();
            } else if (cause instanceof UnknownOutcomeException) {
                message =
                        "The connection to the database was lost during a commit, so it is unknown whether the last step"
                                + " was done.";
            } else if (cause instanceof StartException start) {
                code = Commands.NOT_RUN;
                message = start.getMessage() + " " + start.action();
            } else if (cause instanceof UnboundConfigurationPropertiesException unknown) {
                code = Commands.NOT_RUN;
                message = "Unknown settings: "
                        + String.join(
                                ", ",
                                unknown.getUnboundProperties().stream()
                                        .map(property -> property.getName().toString())
                                        .toList())
                        + ".";
            } else if (cause instanceof BindException bind
                    && !(bind.getCause() instanceof BindException)
                    && !isExplained(bind.getCause())) {
                code = Commands.NOT_RUN;
                message = "The setting " + bind.getName() + " has an invalid value.";
            } else if (cause instanceof FileSystemException file) {
                code = file instanceof FileAlreadyExistsException || file instanceof NoSuchFileException
                        ? Commands.NOT_RUN
                        : Commands.FAILED;
                message = file.getFile() + " " + words(file);
            }
        }
        if (message == null) {
            Throwable root = failure;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            message = root instanceof UncheckedIOException || root.getMessage() == null
                    ? root.toString()
                    : root.getClass().getSimpleName() + ": " + root.getMessage();
        }
        err.println("reference-server: " + message);
        err.flush();
        return code;
    }

    /** Whether a deeper cause says more. */
    private static boolean isExplained(@Nullable Throwable cause) {
        for (Throwable next = cause; next != null; next = next.getCause()) {
            if (next instanceof StartException || next instanceof UnboundConfigurationPropertiesException) {
                return true;
            }
        }
        return false;
    }

    private static String words(FileSystemException failure) {
        if (failure instanceof FileAlreadyExistsException) {
            return "already exists and was not changed.";
        }
        return failure instanceof NoSuchFileException ? "does not exist." : "can't be read or written.";
    }
}
