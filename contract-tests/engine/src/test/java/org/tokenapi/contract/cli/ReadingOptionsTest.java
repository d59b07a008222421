package org.tokenapi.contract.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class ReadingOptionsTest {
    private static final String HEAD = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\n";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void namesFileAndLineOfAChangeInAnotherFile() throws IOException {
        version("old", "9");
        version("new", "8");

        assertThat(run("diff", folder + "/old/api.yaml", folder + "/new/api.yaml"))
                .isEqualTo(1);
        assertThat(out.toString())
                .contains("maximum 8, was 9")
                .contains("new schemas/size.yaml#/maximum, line 2, column 10");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void findsNoChangeBetweenOneFileAndSeveral() throws IOException {
        version("several", "9");
        write("one.yaml", HEAD + """
                paths:
                  /a:
                    get:
                      parameters: [{name: n, in: query, schema: {type: integer, maximum: 9}}]
                      responses: {'204': {description: d}}
                """);

        assertThat(run("diff", folder + "/one.yaml", folder + "/several/api.yaml"))
                .isZero();
        assertThat(run("diff", folder + "/several/api.yaml", folder + "/one.yaml"))
                .isZero();
        assertThat(out.toString()).startsWith("0 breaking changes, 0 other changes");
    }

    @Test
    void printsAllDefectsWithTheirPlaces() throws IOException {
        write("api.yaml", HEAD + "paths: {/a: {get: {security: [{no: []}], responses: {'200': {$ref: none.yaml}}}}}\n");

        run("diff", folder + "/api.yaml", folder + "/api.yaml");

        assertThat(err.toString())
                .contains(
                        folder + "/api.yaml, line 3, column 31 (/paths/~1a/get/security/0): the security scheme \"no\"")
                .contains(
                        "api.yaml, line 3, column 61 (/paths/~1a/get/responses/200): the reference none.yaml leads to")
                .contains("can't compare GET /a");
    }

    @Test
    void readsOutsideOfTheFolderOnlyIfAllowed() throws IOException {
        write("common/a.yaml", "description: d\n");
        write("api/api.yaml", HEAD + "paths: {/a: {get: {responses: {'200': {$ref: ../common/a.yaml}}}}}\n");
        String file = folder + "/api/api.yaml";

        run("diff", file, file);
        assertThat(err.toString()).contains("the option --allow-refs outside would let it be read");
        err.getBuffer().setLength(0);

        assertThat(run("diff", "--allow-refs", "outside,url", file, file)).isZero();
        assertThat(err.toString()).isEmpty();
    }

    private void version(String name, String maximum) throws IOException {
        write(name + "/api.yaml", HEAD + "paths: {/a: {$ref: a.yaml}}\n");
        write(name + "/a.yaml", """
                get:
                  parameters: [{name: n, in: query, schema: {$ref: schemas/size.yaml}}]
                  responses: {'204': {description: d}}
                """);
        write(name + "/schemas/size.yaml", "type: integer\nmaximum: " + maximum + "\n");
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private int run(String... arguments) {
        CommandLine command = Contract.commandLine();
        return command.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
