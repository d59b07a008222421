package org.tokenapi.referenceserver.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/** The result of a command that ran in this process. */
record CommandRun(int exitCode, String out, String err) {

    /** Runs a command, with settings of the server first. */
    static CommandRun of(List<String> settings, String... arguments) {
        List<String> all = new ArrayList<>(settings);
        all.addAll(List.of(arguments));
        return of(all.toArray(String[]::new));
    }

    static CommandRun of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Commands.run(new PrintWriter(out), new PrintWriter(err), arguments);
        return new CommandRun(exitCode, out.toString(), err.toString());
    }
}
