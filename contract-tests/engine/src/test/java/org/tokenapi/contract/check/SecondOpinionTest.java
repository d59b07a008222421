package org.tokenapi.contract.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tokenapi.contract.TestDocuments;
import org.tokenapi.contract.cases.Samples;
import org.tokenapi.contract.cases.Variation;
import org.tokenapi.contract.cases.Variations;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.SchemaRef;
import tools.jackson.databind.JsonNode;

/** The check of values agrees with another library, on all values derived from the test documents. */
final class SecondOpinionTest {
    private static final String IRI = "https://contract.invalid/document";

    static Stream<OpenApiDocument> documents() {
        return Stream.of(
                TestDocuments.tokenApi(),
                TestDocuments.shop(),
                OpenApiDocument.resource("/org/tokenapi/contract/bench/library.yaml"),
                OpenApiDocument.resource("/org/tokenapi/contract/diff/parcels.yaml"));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void agrees(OpenApiDocument document) {
        SchemaChecker ours = new ExchangeChecker(document).schemas();
        Schema theirs = schema(document);
        List<String> differences = new ArrayList<>();
        int values = 0;
        for (String name : document.at("/components/schemas").propertyNames()) {
            String pointer = "/components/schemas/" + name;
            SchemaRef schema = new SchemaRef(pointer, document.at(pointer));
            Schema theirSchema =
                    theirs.getRefSchema(SchemaLocation.of(IRI + "#" + pointer).getFragment());
            for (JsonNode value : values(document, schema, ours)) {
                values++;
                boolean conforms = ours.conforms(schema, value, Side.RESPONSE);
                List<Error> errors = theirSchema.validate(
                        value,
                        execution -> execution.setExecutionConfig(ExecutionConfig.builder()
                                .writeOnly(true)
                                .formatAssertionsEnabled(true)
                                .build()));
                if (conforms != errors.isEmpty()) {
                    differences.add(pointer + " " + value + ": " + (conforms ? "accepted; " + errors : "refused"));
                }
            }
        }

        assertThat(differences).isEmpty();
        assertThat(values).isGreaterThan(20);
    }

    private static List<JsonNode> values(OpenApiDocument document, SchemaRef schema, SchemaChecker checker) {
        JsonNode sample = new Samples(document).conforming(schema, checker, Side.RESPONSE);
        List<JsonNode> values = new ArrayList<>(List.of(sample));
        new Variations(document, schema, sample, value -> checker.broken(schema, value, Side.RESPONSE))
                .all().stream()
                        // The other library does not check the formats of integers.
                        .filter(variation -> !variation.name().endsWith(" format: too large")
                                && !variation.name().endsWith(" format: too small"))
                        .map(Variation::value)
                        .forEach(values::add);
        return values;
    }

    private static Schema schema(OpenApiDocument document) {
        return SchemaRegistry.withDefaultDialect(
                        document.version().startsWith("3.0") ? Dialects.getOpenApi30() : Dialects.getOpenApi31(),
                        builder -> builder.schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build()))
                .getSchema(SchemaLocation.of(IRI), document.root());
    }
}
