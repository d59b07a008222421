package org.tokenapi.referenceserver.command;

import java.io.Console;
import java.io.PrintWriter;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Shows the number of lines done, from {@value #QUIET_SECONDS} seconds on. On a terminal it rewrites one line;
 * elsewhere it prints a line every few seconds.
 */
final class ProgressMeter implements LongConsumer, AutoCloseable {
    private static final int QUIET_SECONDS = 2;
    private static final long SECOND = 1_000_000_000;
    private static final long TERMINAL_PAUSE = SECOND / 5;
    private static final long PLAIN_PAUSE = 5 * SECOND;

    /** Reading the clock for each line would slow the command down. */
    private static final int LINES_PER_LOOK = 256;

    private final PrintWriter err;
    private final boolean isTerminal;
    private final String what;
    private final LongSupplier nanoTime;
    private long next;
    private boolean isShown;

    ProgressMeter(PrintWriter err, String what) {
        this(err, isTerminal(), what, System::nanoTime);
    }

    /** From Java 22 on, System.console() is not null in a pipe either, and has a method isTerminal(). */
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException before22) {
            return true;
        }
    }

    ProgressMeter(PrintWriter err, boolean isTerminal, String what, LongSupplier nanoTime) {
        this.err = err;
        this.isTerminal = isTerminal;
        this.what = what;
        this.nanoTime = nanoTime;
        next = nanoTime.getAsLong() + QUIET_SECONDS * SECOND;
    }

    @Override
    public void accept(long done) {
        if (done % LINES_PER_LOOK == 0 && nanoTime.getAsLong() - next >= 0) {
            next = nanoTime.getAsLong() + (isTerminal ? TERMINAL_PAUSE : PLAIN_PAUSE);
            isShown = true;
            err.print((isTerminal ? "\r" : "") + done + " " + what + (isTerminal ? "" : System.lineSeparator()));
            err.flush();
        }
    }

    @Override
    public void close() {
        if (isTerminal && isShown) {
            err.print("\r\u001b[K");
            err.flush();
        }
    }
}
