package org.tokenapi.contract.cli;

import java.util.function.Consumer;
import org.tokenapi.contract.verify.CaseResult;

/** Shows on a terminal how far a run has come; elsewhere it shows nothing. */
final class Progress implements Consumer<CaseResult>, AutoCloseable {
    private final boolean terminal;
    private final int all;
    private int done;
    private int failed;

    Progress(boolean terminal, int all) {
        this.terminal = terminal;
        this.all = all;
    }

    @Override
    public void accept(CaseResult result) {
        done++;
        failed += result.holds() ? 0 : 1;
        if (terminal) {
            System.err.print("\r" + done + " of " + all + " cases" + (failed == 0 ? "" : ", " + failed + " failed"));
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
