package org.tokenapi.contract.diff;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tokenapi.contract.check.Finding.Side;
import org.tokenapi.contract.spec.OpenApiDocument;
import org.tokenapi.contract.spec.Source;
import tools.jackson.databind.JsonNode;

/** Edits of documents: each replaces one text by another. */
final class Edits {
    private static final Map<String, String> DOCUMENTS = Map.of(
            "library", "/org/tokenapi/contract/bench/library.yaml",
            "parcels", "/org/tokenapi/contract/diff/parcels.yaml");

    private Edits() {}

    /**
     * An edit of a document.
     *
     * @param breaks the expected breaking changes: each a side and a pointer
     * @param impossible whether it makes a schema that no value conforms to, for which a notice is expected
     */
    record Edit(String document, String name, String old, String now, Set<String> breaks, boolean impossible) {
        List<Change> changes() {
            List<String> notices = new ArrayList<>();
            List<Change> changes =
                    DocumentDiff.of(OpenApiDocument.parse("old", old), OpenApiDocument.parse("new", now), notices::add);
            if (notices.isEmpty() == impossible) {
                throw new AssertionError(notices);
            }
            return changes;
        }

        /** The breaking changes, in the notation of the list of edits. */
        Set<String> found() {
            return changes().stream()
                    .filter(Change::breaking)
                    .map(Edit::place)
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        private static String place(Change change) {
            boolean request = change.side() == Side.REQUEST;
            String first = request ? change.newPointer() : change.oldPointer();
            String second = request ? change.oldPointer() : change.newPointer();
            return (request ? "request " : "response ") + (first == null ? second : first);
        }

        @Override
        public String toString() {
            return document + ": " + name;
        }
    }

    static Stream<Edit> read(String list) {
        JsonNode documents = new Source(list, resource("/org/tokenapi/contract/diff/" + list)).root();
        return documents.properties().stream().flatMap(document -> {
            String text = resource(Objects.requireNonNull(DOCUMENTS.get(document.getKey())));
            List<Edit> edits = new ArrayList<>();
            document.getValue().forEach(edit -> edits.add(edit(document.getKey(), text, edit)));
            return edits.stream();
        });
    }

    private static Edit edit(String document, String text, JsonNode edit) {
        String name = edit.get("name").asString();
        String from = edit.get("from").asString();
        int first = text.indexOf(from);
        boolean everywhere = edit.path("all").asBoolean(false);
        if (first < 0 || !everywhere && text.indexOf(from, first + 1) >= 0) {
            throw new AssertionError("\"" + name + "\" must match exactly one text: " + from);
        }
        String changed = text.replace(from, edit.get("to").asString());
        boolean reversed = edit.path("reversed").asBoolean(false);
        Set<String> breaks = new TreeSet<>();
        edit.path("breaks").forEach(one -> breaks.add(one.asString()));
        boolean impossible = edit.path("impossible").asBoolean(false);
        return reversed
                ? new Edit(document, name, changed, text, breaks, impossible)
                : new Edit(document, name, text, changed, breaks, impossible);
    }

    private static String resource(String path) {
        try (InputStream in = Objects.requireNonNull(Edits.class.getResourceAsStream(path), path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
