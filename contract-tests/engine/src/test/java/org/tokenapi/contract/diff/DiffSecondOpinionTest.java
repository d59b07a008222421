package org.tokenapi.contract.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tokenapi.contract.diff.Edits.Edit;
import org.tokenapi.contract.spec.OpenApiDocument;

/** Whatever openapi-diff holds to be incompatible breaks by our comparison as well, or there is a reason why it does not. */
final class DiffSecondOpinionTest {
    /** Edits that break by the library alone, each with the reason why they break nothing. */
    private static final Map<String, String> DISSENT = Map.ofEntries(
            Map.entry("exclusive bound of an integer written inclusive", "the same integers are allowed"),
            Map.entry("number in a parameter made a text", "every number is written as a text"),
            Map.entry("style that shows in lists alone", "one value is written alike in both styles"),
            Map.entry("header required", "a response that always has it has all that clients know"),
            Map.entry("header in another case", "names of headers are in any case"),
            Map.entry("fewer elements in an answer", "a response that says less than it may breaks nobody"),
            Map.entry("pattern of an answer added", "fewer texts than before are still such texts"),
            Map.entry("failure removed", "a client need not fail"),
            Map.entry("parameters of a media type in another order", "their order means nothing"),
            Map.entry("parameter of a media type in quotes", "the quotes mean nothing"),
            Map.entry("charset utf-8 left out", "it is the charset that is meant without"),
            Map.entry("reference wrapped in allOf", "it allows the same"),
            Map.entry("one value in place of a pattern that it meets", "the value was allowed before"),
            Map.entry("int32 said of small numbers", "the numbers were smaller already"),
            Map.entry("body no longer required", "every request that was allowed still is"),
            Map.entry("null as a branch", "it allows the same"),
            Map.entry("constant as the only value", "it allows the same"),
            Map.entry("redirection removed", "a client need not be redirected"));

    static Stream<Edit> edits() {
        Stream<Edit> harmless = Edits.read("harmless.yaml");
        // The library takes a fifth of a second for each.
        return Boolean.getBoolean("thorough") ? Stream.concat(harmless, Edits.read("breaking.yaml")) : harmless;
    }

    @ParameterizedTest
    @MethodSource("edits")
    void missesNothingThatAnotherToolFinds(Edit edit) {
        OpenApiDocument old = OpenApiDocument.parse("old", edit.old());
        Map<String, String> ids = old.operations().stream()
                .collect(Collectors.toMap(one -> one.method() + " " + one.path(), one -> one.id()));
        Set<String> theirs = OpenApiDiffOracle.incompatible(edit.old(), edit.now()).stream()
                .map(ids::get)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> ours = edit.changes().stream()
                .filter(Change::breaking)
                .flatMap(change -> change.where().stream())
                .map(where -> where.split(" ")[0])
                .collect(Collectors.toSet());
        theirs.removeAll(ours);

        assertThat(theirs.isEmpty() || DISSENT.containsKey(edit.name()))
                .as("%s: %s", edit, theirs)
                .isTrue();
    }
}
