package org.tokenapi.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class ReadmeTest {
    @Test
    void showsTheExampleThatIsCompiled() throws IOException {
        String source = Files.readString(Path.of("src/test/java/org/tokenapi/client/ReadmeExample.java"));
        String example = source.split("// README\n")[1]
                .lines()
                .map(line -> line.replaceFirst("^ {8}", ""))
                .collect(Collectors.joining("\n"))
                .strip();

        assertThat(Files.readString(Path.of("../README.md"))).contains("```java\n" + example + "\n```");
    }
}
