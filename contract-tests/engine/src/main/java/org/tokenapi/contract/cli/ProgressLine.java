package org.tokenapi.contract.cli;

/** Shows the progress of a run on a terminal. If the output is not a terminal, it shows nothing. */
final class ProgressLine implements AutoCloseable {
    private final boolean terminal;
    private final long all;
    private final String what;
    private int done;
    private int failed;

    /** @param all the number of steps; 0 if it is not known */
    ProgressLine(boolean terminal, long all, String what) {
        this.terminal = terminal;
        this.all = all;
        this.what = what;
    }

    void step(boolean fails) {
        done++;
        failed += fails ? 1 : 0;
        if (terminal) {
            System.err.print("\r" + done + (all == 0 ? " " : " of " + all + " ") + what
                    + (failed == 0 ? "" : ", " + failed + " failed"));
            System.err.flush();
        }
    }

    @Override
    public void close() {
        if (terminal) {
            System.err.print("\r\u001b[K");
            System.err.flush();
        }
    }
}
