package org.tokenapi.referenceserver.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.tokenapi.referenceserver.TestServer;

@ExtendWith(OutputCaptureExtension.class)
final class ThreadsTest {
    @TempDir
    private Path directory;

    @Test
    void requestsRunOnVirtualThreadsWhereThereAreSome(CapturedOutput output) {
        try (TestServer server = TestServer.start(directory, "--logging.level.org.tokenapi.access=info")) {
            server.search("{}").send();
        }

        String name = Runtime.version().feature() < 21 ? "-exec-1]" : "omcat-handler-0]";
        assertThat(output.getOut().lines().filter(line -> line.contains("searchApiTokens")))
                .singleElement()
                .asString()
                .contains(name);
    }
}
