package org.tokenapi.referenceserver.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ProgressMeterTest {
    private final AtomicLong nanos = new AtomicLong();
    private final StringWriter shown = new StringWriter();

    @Test
    void fastWorkShowsNoProgress() {
        try (ProgressMeter progress = progress(true)) {
            nanos.set(TimeUnit.MILLISECONDS.toNanos(1999));
            progress.accept(256);
        }

        assertThat(shown).hasToString("");
    }

    @Test
    void terminalGetsALineThatIsWrittenAnew() {
        try (ProgressMeter progress = progress(true)) {
            nanos.set(TimeUnit.SECONDS.toNanos(2));
            progress.accept(256);
            progress.accept(512);
            nanos.set(TimeUnit.SECONDS.toNanos(3));
            progress.accept(768);
        }

        assertThat(shown).hasToString("\r256 lines\r768 lines\r\u001b[K");
    }

    @Test
    void pipeGetsPlainLines() {
        try (ProgressMeter progress = progress(false)) {
            nanos.set(TimeUnit.SECONDS.toNanos(2));
            progress.accept(256);
            nanos.set(TimeUnit.SECONDS.toNanos(6));
            progress.accept(512);
            nanos.set(TimeUnit.SECONDS.toNanos(7));
            progress.accept(768);
        }

        assertThat(shown.toString().lines()).containsExactly("256 lines", "768 lines");
    }

    private ProgressMeter progress(boolean isTerminal) {
        return new ProgressMeter(new PrintWriter(shown), isTerminal, "lines", nanos::get);
    }
}
