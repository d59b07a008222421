package org.tokenapi.contract.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tokenapi.contract.StrictServer;
import org.tokenapi.contract.cases.Fixtures;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.verify.Verification;

final class MutantsOfSeveralFilesTest {
    private static final String HEAD = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\n";

    @TempDir
    private Path folder;

    @Test
    void changesEachFileAndDetectsThat() throws Exception {
        write("one.yaml", HEAD + """
                paths:
                  /a:
                    get:
                      operationId: find
                      parameters: [{name: n, in: query, required: true, schema: {type: integer, maximum: 9}}]
                      responses: {'204': {description: d}}
                """);
        write("api.yaml", HEAD + "paths: {/a: {get: {$ref: find.yaml}}}\n");
        write("find.yaml", """
                operationId: find
                parameters: [{name: n, in: query, required: true, schema: {$ref: schemas/size.yaml}}]
                responses: {'204': {description: d}}
                """);
        write("schemas/size.yaml", "type: integer\nmaximum: 9\n");

        Map<Mutant, Boolean> several = mutants("api.yaml");

        assertThat(several)
                .hasSameSizeAs(mutants("one.yaml"))
                .containsValue(true)
                .doesNotContainValue(false);
        assertThat(several.keySet())
                .extracting(Mutant::toString)
                .contains("document schemas/size.yaml#/maximum: maximum removed");
    }

    private Map<Mutant, Boolean> mutants(String file) throws Exception {
        OpenApiDocument document = OpenApiDocument.read(folder.resolve(file));
        try (StrictServer server = StrictServer.of(document)) {
            return new Mutation(document, new Verification(document, Fixtures.none(), Map.of()).run(server.baseUri()))
                    .run(mutant -> {});
        }
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
