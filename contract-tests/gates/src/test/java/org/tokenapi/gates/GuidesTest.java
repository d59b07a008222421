package org.tokenapi.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the guides name is there: files, packages, classes, and pages that they link to. */
final class GuidesTest {
    private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)(#[^)]*)?\\)");
    private static final Pattern CODE = Pattern.compile("`([^`\\s]+)`");
    private static final Pattern PATH = Pattern.compile("[\\w.-]+(/[\\w.-]+)+|[\\w-]+\\.(md|yaml|xml)");
    private static final Pattern TYPE = Pattern.compile("(?:[a-z]+/)?([A-Z][a-z]\\w+)s?");

    static Stream<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(TokenApi.CHECKOUT, 4)) {
            return files.filter(file -> file.toString().endsWith(".md") && !isBuilt(file)).toList().stream();
        }
    }

    private static boolean isBuilt(Path file) {
        return Stream.of("target", "node_modules", ".git")
                .anyMatch(part -> file.toString().contains("/" + part + "/"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadToFilesThatExist(Path page) throws IOException {
        Matcher links = LINK.matcher(Files.readString(page));

        assertThat(links.results().map(link -> link.group(1)))
                .filteredOn(link -> !link.contains(":"))
                .allSatisfy(link -> assertThat(page.resolveSibling(link)).exists());
    }

    static Stream<String> guides() {
        return Stream.of("ARCHITECTURE.md", "CONTRIBUTING.md");
    }

    @ParameterizedTest
    @MethodSource("guides")
    void namesPathsAndClassesThatExist(String guide) throws IOException {
        Set<String> known = new TreeSet<>();
        try (Stream<Path> files = Files.walk(TokenApi.CHECKOUT)) {
            files.filter(file -> !isBuilt(file)).forEach(file -> known.add(file.toString()));
        }
        List<String> words = CODE.matcher(Files.readString(TokenApi.CHECKOUT.resolve(guide)))
                .results()
                .map(word -> word.group(1))
                .toList();

        assertThat(words).hasSizeGreaterThan(20).allSatisfy(word -> {
            Matcher type = TYPE.matcher(word);
            if (type.matches()) {
                String folder = word.contains("/") ? "/" + word.replaceFirst("/.*", "") : "";
                assertThat(known)
                        .as(word)
                        .anyMatch(file -> file.endsWith(folder + "/" + type.group(1) + ".java")
                                || file.endsWith("/" + word + ".java"));
            } else if (PATH.matcher(word).matches()) {
                assertThat(known).as(word).anyMatch(file -> file.contains("/" + word));
            }
        });
    }

    @Test
    void listsThePackagesInTheirOrder() throws IOException {
        assertThat(listed("## The engine")).isEqualTo(ArchitectureTest.PACKAGES_OF_THE_ENGINE);
        assertThat(listed("## The reference server")).isEqualTo(ArchitectureTest.PACKAGES_OF_THE_SERVER);
    }

    private static List<String> listed(String section) throws IOException {
        String architecture = Files.readString(TokenApi.CHECKOUT.resolve("ARCHITECTURE.md"));
        String from = architecture.substring(architecture.indexOf(section) + section.length());
        int end = from.indexOf("\n## ");
        return Pattern.compile("(?m)^\\| `([a-z]+)` \\|")
                .matcher(end < 0 ? from : from.substring(0, end))
                .results()
                .map(row -> row.group(1))
                .toList();
    }
}
