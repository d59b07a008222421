package org.tokenapi.referenceserver.command;

/** Ends a command with a message and an exit code. Its changes are rolled back. */
final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private CommandException(int exitCode, String message) {
        super(message, null, false, false);
        this.exitCode = exitCode;
    }

    /** The command could not begin, because of its arguments or its environment. */
    static CommandException notRun(String message) {
        return new CommandException(Commands.NOT_RUN, message);
    }

    /** The command began and failed. */
    static CommandException failed(String message) {
        return new CommandException(Commands.FAILED, message);
    }

    int exitCode() {
        return exitCode;
    }
}
