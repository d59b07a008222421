package org.tokenapi.contract.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short run of the fuzzer, which is the same each time; the profile {@code fuzz} runs it for as long as one likes. */
final class FuzzTest {
    private static final int RUNS = 3000;

    @Test
    void noBodyBringsTheServerToAFaultOrOutOfItsDocument(@TempDir Path directory)
            throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        Process fuzzer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=" + ServerFuzzer.class.getName(),
                        "--instrumentation_includes=org.tokenapi.referenceserver.**",
                        "-runs=" + RUNS,
                        "-seed=1",
                        "-len_control=0",
                        "-max_len=1000",
                        "-rss_limit_mb=0",
                        "-artifact_prefix=" + directory + "/")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(fuzzer.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(output).content().contains("Done " + RUNS + " runs");
            assertThat(fuzzer.exitValue()).isZero();
        } finally {
            fuzzer.destroyForcibly();
        }
    }
}
