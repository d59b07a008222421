package org.tokenapi.contract.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.SchemaRef;
import tools.jackson.databind.JsonNode;

/** Values and cases grow with the size of a document, and not with the number of ways through its schemas. */
final class GrowthTest {
    private static final int MANY = 30;

    /** Schemas that refer to each other. */
    private static String components(String version, IntFunction<String> schema) {
        return "openapi: " + version + "\npaths: {}\ncomponents: {schemas: {"
                + IntStream.range(0, MANY)
                        .mapToObj(i -> "S" + i + ": " + schema.apply(i))
                        .collect(Collectors.joining(", "))
                + "}}";
    }

    private static String references(int from) {
        return IntStream.range(from, MANY)
                .mapToObj(i -> "p" + i + ": {$ref: '#/components/schemas/S" + i + "'}")
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String names(int from) {
        return IntStream.range(from, MANY).mapToObj(i -> "p" + i).collect(Collectors.joining(", ", "[", "]"));
    }

    private static SmallDocument withBody(String schema, String components) {
        return SmallDocument.ofVersion(
                "3.0.3",
                "/a",
                "post: {operationId: post, requestBody: {required: true, content: {application/json: {schema: " + schema
                        + "}}}, responses: {'204': {description: d}}}",
                components);
    }

    /** The requests that violate a schema, in the operation or among the components. */
    private static List<Case> refused(SmallDocument document) {
        return document.cases().stream()
                .filter(sent -> sent.expectation() == Expectation.REFUSED
                        && sent.pointer().contains("/schema"))
                .toList();
    }

    private static JsonNode sample(String document, String schema) {
        OpenApiDocument read = OpenApiDocument.parse("document", document);
        String pointer = "/components/schemas/" + schema;
        return new Samples(read).of(new SchemaRef(pointer, read.at(pointer)));
    }

    private static int size(JsonNode value) {
        return 1 + value.valueStream().mapToInt(GrowthTest::size).sum();
    }

    @Test
    void sampleOfSchemasThatAllReferToAllHasLimitedSize() {
        String all = components("3.0.3", i -> "{type: object, properties: " + references(0) + "}");

        assertThat(size(sample(all, "S0"))).isBetween(MANY, Samples.ROOM + 1);
    }

    @Test
    void sampleHasEveryPropertyOfItsOwnSchemaHoweverLargeTheFirstOneWouldBe() {
        String all = components("3.0.3", i -> "{type: object, properties: " + references(0) + "}");

        // All but the one that would contain itself.
        assertThat(sample(all, "S0").propertyNames()).hasSize(MANY - 1);
    }

    @Test
    void sampleThatRequiresTooMuchIsNull() {
        String all = components(
                "3.0.3", i -> "{type: object, required: " + names(i + 1) + ", properties: " + references(i + 1) + "}");

        assertThat(sample(all, "S0").isNull()).isTrue();
        assertThat(size(sample(all, "S25"))).isEqualTo(16);
    }

    @Test
    void casesOfSchemasThatAllReferToAllGrowWithTheNumberOfTheSchemas() {
        String schemas = components("3.0.3", i -> "{type: object, properties: " + references(0) + "}");
        SmallDocument document =
                withBody("{$ref: '#/components/schemas/S0'}", schemas.substring(schemas.indexOf("components")));

        // Each schema refuses another type and null.
        assertThat(document.cases()).hasSizeBetween(2 * MANY, 6 * MANY);
        assertThat(refused(document).stream().map(Case::pointer).distinct()).hasSize(MANY);
    }

    @Test
    void everyConstraintIsProvenWhereASchemaAppliesInMorePlacesThanAreVaried() {
        String properties = IntStream.range(0, 40)
                .mapToObj(i -> "a" + i + ": {$ref: '#/components/schemas/Shared'}, b" + i + ": {maxLength: " + (i + 3)
                        + ", type: string}")
                .collect(Collectors.joining(", ", "{", "}"));
        SmallDocument document = withBody(
                "{type: object, properties: " + properties + "}",
                "components: {schemas: {Shared: {type: object, properties: {x: {type: integer, maximum: 3}}}}}");

        assertThat(refused(document).stream().filter(sent -> sent.pointer().endsWith("/maximum")))
                .hasSize(3);
        assertThat(refused(document).stream().map(Case::pointer).filter(pointer -> pointer.endsWith("/maxLength")))
                .hasSize(40);
    }

    @Test
    void schemaThatCannotBeViolatedInOnePlaceIsVariedInTheNext() {
        // In a, a value of any kind is refused, because it is there.
        SmallDocument document = withBody(
                "{type: object, properties: {a: {allOf: [{$ref: '#/components/schemas/Shared'}, {readOnly: true}]},"
                        + " b: {$ref: '#/components/schemas/Shared'}}}",
                "components: {schemas: {Shared: {type: integer, maximum: 3}}}");

        assertThat(refused(document)).extracting(SmallDocument::body).contains("{\"b\":4}");
    }

    @Test
    void secondRepresentationOfALargeBodyRepeatsNoMoreThanEnough() {
        String properties = IntStream.range(0, 100)
                .mapToObj(i -> "a" + i + ": {maxLength: " + (i + 3) + ", type: string}")
                .collect(Collectors.joining(", ", "{", "}"));
        String content = "{schema: {$ref: '#/components/schemas/Large'}}";
        SmallDocument document = SmallDocument.ofVersion(
                "3.0.3",
                "/a",
                "post: {operationId: post, requestBody: {required: true, content: {application/json: " + content
                        + ", application/x+json: " + content + "}}, responses: {'204': {description: d}}}",
                "components: {schemas: {Large: {type: object, properties: " + properties + "}}}");

        List<String> second = document.cases().stream()
                .map(Case::name)
                .filter(name -> name.startsWith("post body application/x+json /"))
                .toList();
        assertThat(second).hasSizeBetween(FoundVariations.ENOUGH, FoundVariations.ENOUGH + 10);
        assertThat(refused(document).stream().map(Case::pointer).filter(pointer -> pointer.endsWith("/maxLength")))
                .contains("/components/schemas/Large/properties/a99/maxLength");
    }

    @Test
    void sampleOfAReferenceToAlternativesIsOfTheFirst() {
        String document = "openapi: 3.1.0\npaths: {}\ncomponents: {schemas: {"
                + "List: {type: array, items: {$ref: '#/components/schemas/Any'}},"
                + " Any: {description: d, oneOf: [{type: object, required: [x], properties: {x: {const: 1}}}, {type: 'null'}]}}}";

        assertThat(sample(document, "List").toString()).isEqualTo("[{\"x\":1}]");
    }
}
