package org.tokenapi.contract.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tokenapi.contract.check.ExchangeChecker;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.check.SchemaChecker;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.SchemaRef;
import org.tokenapi.contract.spec.UnreadableDocumentException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Runs the official JSON Schema test suite (github.com/json-schema-org/JSON-Schema-Test-Suite) against the engine: each
 * schema becomes a schema of an OpenAPI 3.1 document.
 *
 * <p>Arguments: folders of the suite, for example {@code tests/draft2020-12}. Prints each test with another result than
 * expected, and the totals by file. Exits with 1 if there is such a test.
 */
final class JsonSchemaTestSuite {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(tools.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final Map<String, int[]> totals = new TreeMap<>();

    public static void main(String[] folders) throws IOException {
        JsonSchemaTestSuite suite = new JsonSchemaTestSuite();
        for (String folder : folders) {
            try (Stream<Path> files = Files.list(Path.of(folder))) {
                for (Path file : files.filter(one -> one.toString().endsWith(".json"))
                        .sorted()
                        .toList()) {
                    suite.run(file);
                }
            }
        }
        int failures = 0;
        for (Map.Entry<String, int[]> total : suite.totals.entrySet()) {
            failures += total.getValue()[1];
            System.out.printf(
                    "%-50s %4d tests, %3d failed%n", total.getKey(), total.getValue()[0], total.getValue()[1]);
        }
        System.out.println(failures + " failed");
        System.exit(failures == 0 ? 0 : 1);
    }

    private void run(Path file) throws IOException {
        int[] total = totals.computeIfAbsent(file.getFileName().toString(), name -> new int[2]);
        for (JsonNode group : MAPPER.readTree(Files.readString(file))) {
            String name = file.getFileName() + ": " + group.get("description").asString();
            SchemaChecker checker;
            SchemaRef schema;
            try {
                OpenApiDocument document = OpenApiDocument.of(name, document(group.get("schema")));
                checker = new ExchangeChecker(document).schemas();
                schema = new SchemaRef("/components/schemas/S", document.at("/components/schemas/S"));
            } catch (UnreadableDocumentException e) {
                System.out.println("UNREADABLE " + e.getMessage());
                total[0]++;
                total[1]++;
                continue;
            }
            for (JsonNode test : group.get("tests")) {
                total[0]++;
                boolean valid =
                        checker.broken(schema, test.get("data"), Side.RESPONSE).isEmpty();
                if (valid != test.get("valid").booleanValue()) {
                    total[1]++;
                    System.out.println((valid ? "ACCEPTED " : "REFUSED  ") + name + " / "
                            + test.get("description").asString() + "  " + group.get("schema") + "  "
                            + test.get("data"));
                }
            }
        }
    }

    private static ObjectNode document(JsonNode schema) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("openapi", "3.1.0");
        root.putObject("paths");
        JsonNode own = schema;
        if (schema.isObject()) {
            // The suite declares the dialect, which is that of the document.
            own = schema.deepCopy();
            own.asObject().remove(List.of("$schema"));
            // Without an $id, references would be relative to the root of the OpenAPI document.
            own.asObject().putIfAbsent("$id", JsonNodeFactory.instance.stringNode("https://suite.invalid/schema"));
        }
        root.putObject("components").putObject("schemas").set("S", own);
        return root;
    }
}
