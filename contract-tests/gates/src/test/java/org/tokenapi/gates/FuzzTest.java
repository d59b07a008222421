package org.tokenapi.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short run of the fuzzer with a fixed seed. The profile {@code fuzz} runs it without a limit. */
final class FuzzTest {
    private static final int RUNS = Boolean.getBoolean("thorough") ? 20_000 : 1_000;

    @Test
    void everyResponseFollowsTheDocumentAndNoneIsAServerError(@TempDir Path directory)
            throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        Process fuzzer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        // The process runs for seconds, so a fast start matters more than fast code.
                        "-XX:TieredStopAtLevel=1",
                        ServerFuzzer.class.getName(),
                        directory.resolve("inputs").toString(),
                        "-runs=" + RUNS,
                        "-seed=1")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(fuzzer.waitFor(30, TimeUnit.MINUTES)).isTrue();
            // The inputs to begin with count as runs, and can be one more than the limit.
            assertThat(output).content().containsPattern("Done (" + RUNS + "|" + (RUNS + 1) + ") runs");
            assertThat(fuzzer.exitValue()).isZero();
        } finally {
            fuzzer.destroyForcibly();
        }
    }
}
