package org.tokenapi.referenceserver.command;

/** A command can't do what it is for. What it has begun is undone. */
final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private CommandException(int exitCode, String message) {
        super(message, null, false, false);
        this.exitCode = exitCode;
    }

    /** It was called in a way, or in a place, in which it can't even begin. */
    static CommandException notRun(String message) {
        return new CommandException(Commands.NOT_RUN, message);
    }

    /** It began, and failed. */
    static CommandException failed(String message) {
        return new CommandException(Commands.FAILED, message);
    }

    int exitCode() {
        return exitCode;
    }
}
