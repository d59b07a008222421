package org.tokenapi.contract.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The command line accepts all commands of the README and of the help. */
final class CommandExamplesTest {
    private static final Pattern COMMAND = Pattern.compile(
            "(?m)(?:^ *|`)(?:contract|java -jar contract-tests/engine/target/contract\\.jar) ([^`\\n]+)");
    private static final Pattern WORD = Pattern.compile("(?:'[^']*'|\"[^\"]*\"|[^\\s'\"])+");

    static List<String> commands() throws IOException {
        CommandLine contract = Contract.commandLine();
        List<String> texts = new ArrayList<>(List.of(Files.readString(Path.of("README.md"))));
        Stream.concat(Stream.of(contract), contract.getSubcommands().values().stream())
                .map(command -> command.getCommandSpec().usageMessage().footer())
                .forEach(footer -> texts.add(String.join("\n", footer)));
        return texts.stream()
                .map(text -> text.replaceAll("\\\\\\n *", ""))
                .flatMap(text -> COMMAND.matcher(text).results())
                .map(command -> command.group(1))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void commandIsAccepted(String command) {
        String[] arguments = WORD.matcher(command)
                .results()
                .map(MatchResult::group)
                .map(word -> word.replaceAll("['\"]", ""))
                .map(word -> word.equals("N") ? "1" : word)
                .toArray(String[]::new);

        assertThatCode(() -> Contract.commandLine().parseArgs(arguments)).doesNotThrowAnyException();
    }

    @Test
    void commandsAreFound() throws IOException {
        assertThat(commands())
                .hasSizeGreaterThan(12)
                .anySatisfy(command -> assertThat(command).startsWith("check").contains("--report target/contract"))
                .anySatisfy(command -> assertThat(command).startsWith("mutate").contains("--equivalent"));
    }
}
