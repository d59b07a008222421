package org.tokenapi.spec;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.tokenapi.spec.Document.Kind.HEADER;
import static org.tokenapi.spec.Document.Kind.MEDIA_TYPE;
import static org.tokenapi.spec.Document.Kind.OPERATION;
import static org.tokenapi.spec.Document.Kind.PARAMETER;
import static org.tokenapi.spec.Document.Kind.PROPERTY;
import static org.tokenapi.spec.Document.Kind.RESPONSE;
import static org.tokenapi.spec.Document.Kind.SCHEMA;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tokenapi.spec.Document.Part;
import org.tokenapi.spec.VendorNotes.NoteRow;
import tools.jackson.databind.JsonNode;

/** The notes and the document agree on the facts of the vendor's pages and on our additions. */
final class VendorNotesTest {
    private static final String OWN_WORDS = "own words";

    private static final List<String> CONSTRAINTS = List.of(
            "format",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "minLength",
            "maxLength",
            "pattern",
            "minItems",
            "maxItems",
            "uniqueItems",
            "minProperties",
            "maxProperties",
            "additionalProperties",
            "required",
            "enum",
            "default",
            "nullable",
            "readOnly",
            "writeOnly");

    private final Document document = Document.published();
    private final VendorNotes notes = VendorNotes.published();
    private final Set<String> marks = marks(document);

    @Test
    void everyPointerHasATarget() {
        assertThat(notes.pointers().stream()
                        .filter(pointer -> document.at(pointer).isMissingNode()))
                .isEmpty();
    }

    @Test
    void everyFactHasTheValueOfItsPage() {
        assertThat(notes.facts()).isNotEmpty();
        assertThat(notes.facts().stream()
                        .filter(fact -> !fact.third().equals(OWN_WORDS))
                        .filter(fact -> !standsAtItsPointer(fact))
                        .map(fact -> fact + ", got " + document.at(fact.pointer())))
                .isEmpty();
    }

    @Test
    void onlyDescriptionsUseOwnWords() {
        assertThat(notes.facts().stream()
                        .filter(fact -> fact.third().equals(OWN_WORDS))
                        .filter(fact -> !fact.pointer().endsWith("/description")))
                .isEmpty();
    }

    @Test
    void everyAdditionIsMarked() {
        assertThat(additions().filter(addition -> !marks.contains(addition))).isEmpty();
    }

    @Test
    void everyMarkIsAnAddition() {
        Set<String> additions = additions().collect(toSet());
        assertThat(marks).isNotEmpty();
        assertThat(marks.stream().filter(mark -> !additions.contains(mark))).isEmpty();
    }

    @Test
    void noAdditionIsListedTwice() {
        assertThat(additions()).doesNotHaveDuplicates();
    }

    @Test
    void everyStatusIsEitherOnAPageOrMarked() {
        assertEitherOnAPageOrMarked(document.parts(OPERATION)
                .flatMap(operation -> operation.child("responses", RESPONSE).children(RESPONSE).stream()));
    }

    @Test
    void everyPartThatIsSentIsEitherOnAPageOrMarked() {
        assertEitherOnAPageOrMarked(document.parts(OPERATION, PARAMETER, HEADER, MEDIA_TYPE, PROPERTY));
    }

    @Test
    void everyConstraintIsEitherOnAPageOrMarked() {
        assertEitherOnAPageOrMarked(document.parts(SCHEMA, PROPERTY)
                .flatMap(schema -> CONSTRAINTS.stream().map(name -> schema.child(name, SCHEMA)))
                .filter(keyword -> !keyword.node().isMissingNode()));
    }

    private Stream<String> additions() {
        return notes.additions().stream().map(NoteRow::pointer);
    }

    private boolean standsAtItsPointer(NoteRow fact) {
        JsonNode there = document.at(fact.pointer());
        return there.isObject()
                ? fact.third().isEmpty()
                : !fact.third().isEmpty() && there.equals(Document.yaml(fact.value()));
    }

    private void assertEitherOnAPageOrMarked(Stream<Part> candidates) {
        List<Part> parts = candidates.toList();
        assertThat(parts).isNotEmpty();
        assertThat(parts.stream()
                        .filter(part -> notes.haveFactAt(part.pointer()) == isMarked(part))
                        .map(part -> part.pointer() + (isMarked(part) ? " is both" : " is neither")))
                .isEmpty();
    }

    /** A mark applies to its place and to everything below it. */
    private boolean isMarked(Part part) {
        String target = part.node().path("$ref").asString("").replaceFirst("#", "");
        return marks.contains(target) || marks.stream().anyMatch(mark -> (part.pointer() + "/").startsWith(mark + "/"));
    }

    private static Set<String> marks(Document document) {
        Set<String> marks = new TreeSet<>();
        document.forEachField("x-origin", mark -> marks.add(mark.pointer().replaceFirst("/x-origin$", "")));
        document.forEachField(
                "x-origin-keywords",
                keywords -> keywords.children(SCHEMA)
                        .forEach(keyword -> marks.add(LintRule.markedKeyword(keywords, keyword))));
        return marks;
    }
}
