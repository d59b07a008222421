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

/** Each change that openapi-diff finds incompatible is a breaking change here as well, or is listed with a reason. */
final class DiffSecondOpinionTest {
    /** The edits that only openapi-diff finds incompatible, each with the reason why it is not breaking. */
    private static final Map<String, String> DISSENT = Map.ofEntries(
            Map.entry("exclusive bound of an integer written inclusive", "the same integers are allowed"),
            Map.entry("number in a parameter made a text", "every number is sent as text"),
            Map.entry("style that shows in lists alone", "a single value is serialized alike in both styles"),
            Map.entry("header required", "a response with the header was allowed before"),
            Map.entry("header in another case", "names of headers are case-insensitive"),
            Map.entry("fewer elements in a response", "fewer elements were allowed before"),
            Map.entry("pattern of a response added", "each text that matches was allowed before"),
            Map.entry("failure removed", "a client need not fail"),
            Map.entry("parameters of a media type in another order", "their order has no meaning"),
            Map.entry("parameter of a media type in quotes", "the quotes have no meaning"),
            Map.entry("charset utf-8 left out", "it is the default charset"),
            Map.entry("reference wrapped in allOf", "it allows the same"),
            Map.entry("one value in place of a pattern that it meets", "the value was allowed before"),
            Map.entry("int32 said of small numbers", "the numbers had smaller bounds before"),
            Map.entry("body no longer required", "every request that was allowed still is"),
            Map.entry("null as a branch", "it allows the same"),
            Map.entry("constant as the only value", "it allows the same"),
            Map.entry("redirection removed", "a client need not be redirected"));

    static Stream<Edit> edits() {
        Stream<Edit> harmless = Edits.read("harmless.yaml");
        // openapi-diff takes a fifth of a second per edit.
        return Boolean.getBoolean("thorough") ? Stream.concat(harmless, Edits.read("breaking.yaml")) : harmless;
    }

    @ParameterizedTest
    @MethodSource("edits")
    void findsEveryIncompatibilityThatOpenApiDiffFinds(Edit edit) {
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
