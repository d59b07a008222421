package org.tokenapi.contract.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

final class SourceTest {
    @Test
    void readsJsonThatTabsIndent() {
        assertThat(read("{\n\t\"a\":\t[\n\t\t1,\n\t\t{}\n\t]\n}\n")).hasToString("{\"a\":[1,{}]}");
    }

    @Test
    void keepsUnprintableCharactersOfJsonAndYaml() {
        String unprintable = "\u007f\u0080\u009f\ufffe\uffff";

        assertThat(read("{\"a\": \"x" + unprintable + "\"}").get("a").stringValue())
                .isEqualTo("x" + unprintable);
        assertThat(read("'" + unprintable + "': \"y" + unprintable + "\"")
                        .get(unprintable)
                        .stringValue())
                .isEqualTo("y" + unprintable);
    }

    static Stream<Arguments> allowed() {
        return Stream.of(
                arguments("a: \"x\\P\\L\\N\\_y\"", "{'a':'x\u2029\u2028\u0085\u00a0y'}"),
                arguments("a: '\\P'\nb: \\P", "{'a':'\\\\P','b':'\\\\P'}"),
                arguments("a:\t1\nb:\t# c\n  -\tx", "{'a':1,'b':['x']}"),
                arguments("a: 1\n\t\nb: 2\n \t\n", "{'a':1,'b':2}"),
                arguments("a:\n \tx", "{'a':'x'}"),
                arguments("a: |+\n  x\n\n\nb: 1", "{'a':'x\\n\\n\\n','b':1}"),
                arguments("a: |+\n  x\n   \n\n", "{'a':'x\\n \\n\\n'}"),
                arguments("a: |+\n  x\n   ", "{'a':'x\\n \\n'}"),
                arguments("a: |+\n\n\n", "{'a':'\\n\\n'}"),
                arguments("{a: [1, 'b'], c: }", "{'a':[1,'b'],'c':null}"),
                arguments("[{\"a\": 1e2}, 0.10]", "[{'a':1E+2},0.10]"));
    }

    @ParameterizedTest
    @MethodSource("allowed")
    void readsWhatYamlAllows(String text, String json) {
        assertThat(read(text)).hasToString(json.replace('\'', '"'));
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("a:\n\tb: 1", "line 2, column 1: found character"),
                arguments("a:\n  - x\n\t- y", "line 3, column 1: found character"),
                arguments("a: \"\\Q\"", "line 1, column 6: found unknown escape character Q"),
                arguments("{\"a\": 1,\n \"b\" 2}", "line 2, column"),
                arguments("{\"a\": 1,\n \"b\": {\"c\": 1, \"c\": 2}}", "line 2, column 16 (/b/c): duplicate key \"c\""),
                arguments("{\"a\": 1} x", "line 1, column 10"),
                arguments("{a: 1,\n b: [}", "line 2, column 6"),
                arguments("{\"a\": \"x", "line 1, column"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void namesThePlaceOfWhatNeitherAllows(String text, String reason) {
        assertThatExceptionOfType(UnreadableDocumentException.class)
                .isThrownBy(() -> read(text))
                .withMessageStartingWith("my.yaml, ")
                .withMessageContaining(reason)
                .withMessageNotContaining("\n");
    }

    @Test
    void expandsManyAliases() {
        String text = "x: &x {a: 1}\ny:\n" + "  - *x\n".repeat(2_000);

        assertThat(read(text).get("y")).hasSize(2_000);
    }

    @Test
    void refusesAliasesThatExpandWithoutEnd() {
        StringBuilder text = new StringBuilder("x0: &x0 [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]\n");
        for (int i = 1; i < 10; i++) {
            text.append(
                    "x" + i + ": &x" + i + " [" + "*x".concat((i - 1) + ", ").repeat(10) + "]\n");
        }

        assertThatExceptionOfType(UnreadableDocumentException.class)
                .isThrownBy(() -> read(text.toString()))
                .withMessageContaining("expand to too many nodes");
    }

    @Test
    void knowsTheLineOfEachNode() {
        Source json = new Source("my.json", "{\n\t\"a/b\": [\n\t\t1,\n\t\t{\"c\": true}]}");
        Source yaml = new Source("my.yaml", "a/b:\n  - 1\n  - c: true\n");

        assertThat(json.position("/a~1b/1/c")).contains("line 4, column 9");
        assertThat(yaml.position("/a~1b/1/c")).contains("line 3, column 8");
        assertThat(yaml.position("/none")).isEmpty();
    }

    private static JsonNode read(String text) {
        return new Source("my.yaml", text).root();
    }
}
