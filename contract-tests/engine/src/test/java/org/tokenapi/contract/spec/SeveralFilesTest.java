package org.tokenapi.contract.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tokenapi.contract.check.ExchangeChecker;
import org.tokenapi.contract.check.Finding;

/** Documents in several files. */
final class SeveralFilesTest {
    private static final String HEAD = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n";

    @TempDir
    private Path folder;

    @Test
    void readsEachKindOfPartFromItsFile() throws IOException {
        write("openapi.yaml", HEAD + "paths: {'/pets/{id}': {$ref: paths/pet.yaml}}\n");
        write("paths/pet.yaml", """
                get:
                  operationId: getPet
                  parameters: [{$ref: '../parts.yaml#/parameters/id'}]
                  requestBody: {$ref: ../parts.yaml#/body}
                  responses: {'200': {$ref: ../parts.yaml#/ok}, default: {$ref: '../my errors.json'}}
                """);
        write("parts.yaml", """
                parameters: {id: {name: id, in: path, required: true, schema: {type: integer}}}
                body: {content: {application/json: {schema: {$ref: schemas/pet.yaml}}}}
                ok:
                  description: d
                  content:
                    application/json:
                      schema: {$ref: schemas/pet.yaml}
                      examples: {one: {$ref: 'examples.yaml#/one'}, two: {externalValue: nowhere.json}}
                """);
        write("my errors.json", "{\n\t\"description\": \"d\"}");
        write("schemas/pet.yaml", "type: object\nproperties: {id: {type: integer}, friend: {$ref: pet.yaml}}\n");
        write("examples.yaml", "one: {value: {$ref: data}}\n");

        OpenApiDocument document = read();

        assertThat(document.defects()).isEmpty();
        Operation operation = document.operations().get(0);
        assertThat(operation.id()).isEqualTo("getPet");
        assertThat(operation.pointer()).isEqualTo("paths/pet.yaml#/get");
        assertThat(operation.pathPointer()).isEqualTo("paths/pet.yaml#");
        assertThat(operation.parameters()).extracting(Parameter::pointer).containsExactly("parts.yaml#/parameters/id");
        Content ok = operation.response(200).orElseThrow().content().get(0);
        assertThat(ok.examples()).extracting(Example::pointer).containsExactly("examples.yaml#/one/value");
        assertThat(operation.response(500)).map(Response::pointer).contains("my errors.json#");
        assertThat(Schemas.dereference(document, ok.schema()).pointer()).isEqualTo("schemas/pet.yaml#");
        assertThat(document.position("schemas/pet.yaml#/properties/friend")).contains("line 2, column 43");
        assertThat(document.files()).containsKeys("", "schemas/pet.yaml#", "my errors.json#");
    }

    @Test
    void readsTheMembersBesideTheReferenceOfAPath() throws IOException {
        write("openapi.yaml", HEAD + """
                paths:
                  /a:
                    $ref: a.yaml
                    parameters: [{name: n, in: query, schema: {type: integer}}]
                    put: {responses: {'204': {description: d}}}
                """);
        write("a.yaml", """
                parameters: [{name: m, in: query}]
                get: {responses: {'204': {description: d}}}
                """);

        assertThat(read().operations())
                .hasSize(2)
                .allSatisfy(operation -> assertThat(operation.parameters())
                        .extracting(Parameter::name)
                        .containsExactly("m", "n"));
    }

    @Test
    void followsCircularReferencesBetweenFiles() throws IOException {
        write("openapi.yaml", HEAD + "components: {schemas: {A: {properties: {b: {$ref: b.yaml#/B}}}}}\n");
        write(
                "b.yaml",
                "B: {properties: {a: {$ref: 'openapi.yaml#/components/schemas/A'}, c: {$ref: '#/C'}}}\nC: true\n");

        OpenApiDocument document = read();

        assertThat(document.defects()).isEmpty();
        assertThat(document.resolve("b.yaml#/B/properties/a", "openapi.yaml#/components/schemas/A"))
                .contains("/components/schemas/A");
        assertThat(document.resolve("b.yaml#/B/properties/c", "#/C")).contains("b.yaml#/C");
    }

    @Test
    void findsSchemasOfOtherFilesByAnchorAndId() throws IOException {
        write("openapi.yaml", HEAD + """
                components:
                  schemas:
                    A: {$ref: 'pets.yaml#cat'}
                    B: {$ref: pets.yaml#/dog}
                """);
        write("pets.yaml", """
                cat: {$anchor: cat}
                dog: {$id: 'https://pets.example/dog', items: {$ref: bone}, not: {$ref: '#tail'}, $defs: {t: {$anchor: tail}}}
                bone: {$id: 'https://pets.example/bone'}
                """);

        OpenApiDocument document = read();

        assertThat(document.defects()).isEmpty();
        assertThat(document.resolve("/components/schemas/A", "pets.yaml#cat")).contains("pets.yaml#/cat");
        assertThat(document.resolve("pets.yaml#/dog/items", "bone")).contains("pets.yaml#/bone");
        assertThat(document.resolve("pets.yaml#/dog/not", "#tail")).contains("pets.yaml#/dog/$defs/t");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    none.yaml              | openapi.yaml, line 3, column 27 (/components/schemas/A): the reference none.yaml leads to
                    none.yaml              | none.yaml, and the file does not exist
                    bad.yaml#/x            | leads to a malformed file:
                    bad.yaml#/x            | bad.yaml, line 1, column
                    good.yaml#/none        | the reference good.yaml#/none has no target
                    ../outside.yaml        | leads out of the folder of the document; the option --allow-refs outside
                    %2e%2e/outside.yaml    | leads out of the folder of the document; the option --allow-refs outside
                    /etc/hostname          | leads out of the folder of the document; the option --allow-refs outside
                    file:///etc/hostname   | leads out of the folder of the document; the option --allow-refs outside
                    https://a.test/b.yaml  | leads to a URL; the option --allow-refs url
                    ftp://a.test/b.yaml    | leads to a URL that can't be fetched
                    """)
    void refusesWhatCannotBeReadWithItsPlace(String reference, String reason) throws IOException {
        write("openapi.yaml", HEAD + "components: {schemas: {A: {$ref: '" + reference + "'}}}\n");
        write("bad.yaml", "x: [");
        write("good.yaml", "x: {}");

        assertThat(read().defects())
                .extracting(Defect::toString)
                .singleElement()
                .asString()
                .contains(reason);
    }

    @Test
    void namesTheOtherFileOfADefect() throws IOException {
        write("openapi.yaml", HEAD + "components: {schemas: {A: {$ref: 'schemas/a.yaml'}}}\n");
        write("schemas/a.yaml", "type: object\nproperties:\n  b: {minLength: x}\n  c: {$ref: '#/none'}\n");

        assertThat(read().defects())
                .extracting(Defect::toString)
                .anyMatch(line -> line.endsWith(
                        "schemas/a.yaml, line 3, column 18 (/properties/b/minLength): minLength must be a whole number, "
                                + "zero or more in OpenAPI 3.1 and later, not \"x\""))
                .anyMatch(line -> line.endsWith(
                        "schemas/a.yaml, line 4, column 6 (/properties/c): the reference #/none has no target"));
    }

    @Test
    void readsOutsideOfTheFolderIfAllowed() throws IOException {
        write("api/openapi.yaml", HEAD + "components: {schemas: {A: {$ref: '../common/a.yaml#/A'}}}\n");
        write("common/a.yaml", "A: {type: string}\n");

        OpenApiDocument document = OpenApiDocument.read(folder.resolve("api/openapi.yaml"), Set.of(Reach.OUTSIDE));

        assertThat(document.defects()).isEmpty();
        assertThat(document.at("../common/a.yaml#/A/type").stringValue()).isEqualTo("string");
    }

    @Test
    void fetchesUrlsIfAllowed() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Map<String, String> files = Map.of("/a.yaml", "A: {$ref: 'b.yaml'}", "/b.yaml", "type: string");
        server.createContext("/", exchange -> {
            byte[] body =
                    files.getOrDefault(exchange.getRequestURI().getPath(), "").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort();
            write(
                    "openapi.yaml",
                    HEAD + "components: {schemas: {A: {$ref: '" + url + "/a.yaml#/A'}, B: {$ref: '" + url
                            + "/none.yaml'}}}\n");

            OpenApiDocument document = OpenApiDocument.read(folder.resolve("openapi.yaml"), Set.of(Reach.URL));

            assertThat(document.at(url + "/b.yaml#/type").stringValue()).isEqualTo("string");
            assertThat(document.defects())
                    .extracting(Defect::toString)
                    .singleElement()
                    .asString()
                    .contains("/none.yaml leads to", "got status 404");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void readsUtf16() throws IOException {
        Files.write(
                folder.resolve("openapi.yaml"),
                ("\ufeff" + HEAD.replace("T", "Tür")).getBytes(StandardCharsets.UTF_16LE));

        assertThat(read().at("/info/title").stringValue()).isEqualTo("Tür");
    }

    @Test
    void changesOneFile() throws IOException {
        write("openapi.yaml", HEAD + "components: {schemas: {A: {$ref: 'a.yaml'}}}\n");
        write("a.yaml", "type: string\n");
        OpenApiDocument document = read();

        OpenApiDocument changed = document.with(
                "a.yaml#", document.at("a.yaml#").deepCopy().asObject().put("type", "integer"));

        assertThat(changed.at("a.yaml#/type").stringValue()).isEqualTo("integer");
        assertThat(document.at("a.yaml#/type").stringValue()).isEqualTo("string");
    }

    @Test
    void namesTheFileInGaps() throws IOException {
        write("openapi.yaml", HEAD + "paths: {/a: {get: {responses: {'200': {$ref: r.yaml}}}}}\n");
        write("r.yaml", "description: d\ncontent: {application/json: {schema: {format: secret-code}}}\n");

        assertThat(new ExchangeChecker(read()).gaps())
                .extracting(Finding::pointer)
                .containsExactly("r.yaml#/content/application~1json/schema/format");
    }

    private OpenApiDocument read() {
        return OpenApiDocument.read(folder.resolve("openapi.yaml"));
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
