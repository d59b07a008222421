package org.tokenapi.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short run of the fuzzer, the same each time; the profile {@code fuzz} runs it for as long as one likes. */
final class FuzzTest {
    private static final int RUNS = Boolean.getBoolean("thorough") ? 20_000 : 200;

    @Test
    void noBodyBringsTheServerToAFaultOrOutOfItsDocument(@TempDir Path directory)
            throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        Process fuzzer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        // It lives for seconds: a quick start is worth more than fast code.
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
            assertThat(output).content().contains("Done " + RUNS + " runs");
            assertThat(fuzzer.exitValue()).isZero();
        } finally {
            fuzzer.destroyForcibly();
        }
    }
}
