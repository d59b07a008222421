package org.tokenapi.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A modular application that requires the client alone: compiled, run and linked. */
final class ModulePathTest {
    private static final Set<String> LIBRARIES = Set.of(
            "com.fasterxml.jackson.annotation",
            "org.jspecify",
            "org.openapitools.jackson.nullable",
            "tools.jackson.core",
            "tools.jackson.databind");

    @TempDir
    private static Path directory;

    private static String modulePath;

    @BeforeAll
    static void compile() throws IOException {
        Path classes = directory.resolve("classes");
        copy(Path.of("target/classes"), classes);
        String libraries = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar") && isLibrary(Path.of(entry)))
                .collect(Collectors.joining(File.pathSeparator));
        run("javac", "--release", "17", "-d", classes.toString(), "-p", libraries, "src/main/module/module-info.java");
        Path jar = directory.resolve("client.jar");
        run("jar", "--create", "--file", jar.toString(), "-C", classes.toString(), ".");
        Path application = directory.resolve("app");
        modulePath = String.join(File.pathSeparator, application.toString(), jar.toString(), libraries);
        run(
                "javac",
                "--release",
                "17",
                "-d",
                application.toString(),
                "-p",
                modulePath,
                "src/test/resources/modular/module-info.java",
                "src/test/resources/modular/app/Main.java");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                // A packaged build has compiled it already.
                if (!file.endsWith("module-info.class")) {
                    Files.copy(file, to.resolve(from.relativize(file)));
                }
            }
        }
    }

    private static boolean isLibrary(Path jar) {
        try {
            return ModuleFinder.of(jar).findAll().stream()
                    .anyMatch(module -> LIBRARIES.contains(module.descriptor().name()));
        } catch (FindException notAModule) {
            return false;
        }
    }

    private static void run(String tool, String... arguments) {
        StringWriter output = new StringWriter();
        PrintWriter out = new PrintWriter(output, true);
        int status = ToolProvider.findFirst(tool).orElseThrow().run(out, out, arguments);
        assertThat(status).as(tool + ": " + output).isZero();
    }

    @Test
    void runsOnTheModulePath() throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

        assertThat(output(List.of(java, "-p", modulePath, "-m", "app/app.Main")))
                .isEqualTo("freshn");
    }

    @Test
    void isLinkedByJlink() throws IOException, InterruptedException {
        Path image = directory.resolve("image");
        run(
                "jlink",
                "-p",
                modulePath,
                "--add-modules",
                "app",
                "--launcher",
                "run=app/app.Main",
                "--output",
                image.toString());

        assertThat(output(List.of(image.resolve("bin/java").toString(), "-m", "app/app.Main")))
                .isEqualTo("freshn");
    }

    private static String output(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
        return output.strip();
    }
}
