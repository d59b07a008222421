package org.tokenapi.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules for hand-written Java sources that the formatter does not enforce. */
final class SourceStyleTest {
    private static final int COLUMNS = 120;

    /** A comment, or a literal, in which the start of a comment has no meaning. */
    private static final Pattern TOKEN = Pattern.compile(
            "(?<comment>//[^\n]*+|/\\*.*?\\*/)" // comments
                    + "|\"{3}.*?(?<!\\\\)\"{3}" // text blocks
                    + "|\"[^\"\\\\\n]*+(?:\\\\.[^\"\\\\\n]*+)*+\"" // strings
                    + "|'[^'\\\\\n]*+(?:\\\\.[^'\\\\\n]*+)*+'", // characters
            Pattern.DOTALL);

    @Test
    void commentsKeepTo120Columns() throws IOException {
        List<Path> sources = sources();

        assertThat(sources).hasSizeGreaterThan(300);
        assertThat(sources)
                .flatExtracting(file -> longCommentLines(read(file)).stream()
                        .map(line -> TokenApi.CHECKOUT.relativize(file) + ":" + line)
                        .toList())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"int a;\n%s// b", "int a;\n/** %s */", "/*\n * %s\n */", "String a = \"%s\"; // b"})
    void longCommentIsFound(String source) {
        String filler = "x".repeat(COLUMNS);

        assertThat(longCommentLines(source.formatted(filler)))
                .hasSize(1)
                .first()
                .isEqualTo(source.indexOf('%') > source.indexOf('\n') && source.contains("\n") ? 2 : 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "// %s",
                "String a = \"// %s%s\";",
                "String a = \"\"\"\n/* %s%s */\"\"\";",
                "char a = '\"'; // \"b"
            })
    void otherLinesAreNotFound(String source) {
        assertThat(longCommentLines(source.replace("%s", "x".repeat(COLUMNS - 3))))
                .isEmpty();
    }

    /**
     * The numbers of the lines with more than 120 columns that contain a comment or a part of one; they count from 1.
     */
    private static List<Integer> longCommentLines(String source) {
        List<Integer> found = new ArrayList<>();
        List<String> lines = source.lines().toList();
        Matcher token = TOKEN.matcher(source);
        while (token.find()) {
            if (token.group("comment") != null) {
                int first = lineOf(source, token.start());
                int last = lineOf(source, token.end() - 1);
                for (int line = first; line <= last; line++) {
                    String text = lines.get(line - 1);
                    if (text.codePointCount(0, text.length()) > COLUMNS) {
                        found.add(line);
                    }
                }
            }
        }
        return found;
    }

    private static int lineOf(String source, int index) {
        return 1
                + (int) source.substring(0, index)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }

    /** The Java files of all modules, at the top level and in {@code contract-tests}. */
    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (Path parent : List.of(TokenApi.CHECKOUT, TokenApi.CHECKOUT.resolve("contract-tests"))) {
            try (Stream<Path> modules = Files.list(parent)) {
                for (Path folder : modules.map(module -> module.resolve("src"))
                        .filter(Files::isDirectory)
                        .sorted()
                        .toList()) {
                    try (Stream<Path> files = Files.walk(folder)) {
                        files.filter(file -> file.toString().endsWith(".java"))
                                .sorted()
                                .forEach(sources::add);
                    }
                }
            }
        }
        return sources;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
