package org.tokenapi.contract.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tokenapi.contract.TestDocuments;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.diff.Edits.Edit;
import org.tokenapi.contract.spec.OpenApiDocument;

/**
 * Compares two documents before and after the edits of {@code breaking.yaml} and {@code harmless.yaml}, and some
 * others.
 */
final class DocumentDiffTest {
    private static final String BEFORE = """
            openapi: 3.0.3
            info: {title: Greeter, version: '1'}
            paths:
              /greetings:
                post:
                  operationId: greet
                  requestBody:
                    content:
                      application/json: {schema: {type: object, properties: {name: {type: string}}}}
                  responses:
                    '200':
                      description: A greeting
                      content:
                        application/json: {schema: {$ref: '#/components/schemas/Greeting'}}
            components:
              schemas:
                Greeting: {type: object, required: [text], properties: {text: {type: string, maxLength: 20}}}
            """;

    static Stream<Edit> breaking() {
        return Edits.read("breaking.yaml");
    }

    @ParameterizedTest
    @MethodSource("breaking")
    void findsWhatBreaksAndNothingElse(Edit edit) {
        assertThat(edit.breaks()).isNotEmpty();
        assertThat(edit.found()).isEqualTo(edit.breaks());
    }

    static Stream<Edit> harmless() {
        return Edits.read("harmless.yaml");
    }

    @ParameterizedTest
    @MethodSource("harmless")
    void raisesNoFalseAlarm(Edit edit) {
        assertThat(edit.found()).isEmpty();
    }

    @Test
    void findsNoChangeBetweenADocumentAndItself() {
        OpenApiDocument document = TestDocuments.tokenApi();

        assertThat(DocumentDiff.of(document, document, notice -> {})).isEmpty();
    }

    @Test
    void findsNoChangeBetweenYamlAndJson() {
        OpenApiDocument yaml = OpenApiDocument.parse("yaml", BEFORE);

        assertThat(DocumentDiff.of(
                        yaml, OpenApiDocument.parse("json", yaml.root().toPrettyString()), notice -> {}))
                .isEmpty();
    }

    @Test
    void findsNoBreakingChangeBetweenEquivalentDocumentsOfTwoOpenApiVersions() {
        String newer = BEFORE.replace("openapi: 3.0.3", "openapi: 3.1.0");

        assertThat(changes(BEFORE, newer)).noneMatch(Change::breaking);
    }

    @Test
    void findsThatOpenApi31HasNoNullable() {
        String old = BEFORE.replace("name: {type: string}", "name: {type: string, nullable: true}");

        assertThat(changes(old, old.replace("openapi: 3.0.3", "openapi: 3.1.0")))
                .filteredOn(Change::breaking)
                .singleElement()
                .satisfies(change -> assertThat(change.newPointer()).endsWith("/properties/name/type"));
    }

    @Test
    void reportsAChangeOfASharedSchemaOnceWithAllPlacesThatUseIt() {
        String other = BEFORE.replace("components:\n", """
                  /farewells:
                    get:
                      operationId: part
                      responses:
                        '200':
                          description: A farewell
                          content: {application/json: {schema: {$ref: '#/components/schemas/Greeting'}}}
                components:
                """);

        List<Change> changes = changes(other, other.replace("maxLength: 20", "maxLength: 30"));

        assertThat(changes).singleElement().satisfies(change -> {
            assertThat(change.where()).containsExactlyInAnyOrder("greet response 200", "part response 200");
            assertThat(change.what()).isEqualTo("maxLength 30, was 20");
        });
    }

    @Test
    void listsWhatDoesNotBreakAfterWhatDoes() {
        String now = BEFORE.replace("maxLength: 20", "maxLength: 30")
                .replace(
                        "properties: {name: {type: string}}",
                        "properties: {age: {type: integer}, name: {type: string}}")
                .replace("operationId: greet", "operationId: welcome");

        assertThat(changes(BEFORE, now))
                .extracting(Change::breaking, Change::side, Change::what)
                .containsExactly(
                        tuple(true, Side.RESPONSE, "maxLength 30, was 20"),
                        tuple(false, Side.REQUEST, "operationId welcome, was greet"),
                        tuple(false, Side.REQUEST, "property age added"));
    }

    @Test
    void findsByCasesWhatTheComparisonOfSchemasMisses() {
        String old = BEFORE.replace(
                "name: {type: string}", "name: {oneOf: [{type: string, maxLength: 5}, {type: integer}]}");
        // An additional branch of oneOf that overlaps with another one refuses values that match both.
        String now = BEFORE.replace(
                "name: {type: string}",
                "name: {oneOf: [{type: string, maxLength: 5}, {type: integer}, {type: integer, minimum: 0}]}");

        assertThat(changes(old, now))
                .filteredOn(Change::breaking)
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.side()).isEqualTo(Side.REQUEST);
                    assertThat(change.newPointer()).endsWith("/properties/name/oneOf");
                    assertThat(change.what()).contains("case greet body");
                });
    }

    @Test
    void reportsThatNoCasesCanBeMade() {
        String endless = BEFORE.replace(
                "Greeting: {type: object,",
                "Greeting: {allOf: [{$ref: '#/components/schemas/Greeting'}], type: object,");
        List<String> notices = new ArrayList<>();

        List<Change> changes = DocumentDiff.of(
                OpenApiDocument.parse("old", endless),
                OpenApiDocument.parse("new", endless.replace("maxLength: 20", "maxLength: 30")),
                notices::add);

        assertThat(changes).filteredOn(Change::breaking).hasSize(1);
        assertThat(notices).anyMatch(notice -> notice.contains("can't make values for greet response 200"));
    }

    @Test
    void comparesRecursiveSchemas() {
        String recursive = BEFORE.replace(
                "properties: {text: {type: string, maxLength: 20}}",
                "properties: {text: {type: string, maxLength: 20}, reply: {$ref: '#/components/schemas/Greeting'}}");

        assertThat(changes(recursive, recursive.replace("maxLength: 20", "maxLength: 21")))
                .extracting(Change::oldPointer)
                .containsExactly("/components/schemas/Greeting/properties/text/maxLength");
    }

    private static List<Change> changes(String old, String now) {
        List<String> notices = new ArrayList<>();
        List<Change> changes =
                DocumentDiff.of(OpenApiDocument.parse("old", old), OpenApiDocument.parse("new", now), notices::add);
        assertThat(notices).isEmpty();
        return changes;
    }
}
