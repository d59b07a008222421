package org.tokenapi.contract.mutation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tokenapi.contract.mutation.Mutant.Kind;
import org.tokenapi.contract.spec.UnreadableDocumentException;

final class EquivalentsTest {
    private static final Mutant LONGER = new Mutant(Kind.DOCUMENT, "/a/maxLength", "maxLength 1 -> 2");
    private static final Mutant SHORTER = new Mutant(Kind.DOCUMENT, "/a/maxLength", "maxLength 1 -> 0");
    private static final Mutant OTHER = new Mutant(Kind.RESPONSE, "/b", "no body");

    @Test
    void namesMutantsByPattern() {
        Equivalents named = Equivalents.parse("e.yaml", "- {mutant: 'document *: maxLength * 2', reason: why}");

        assertThat(named.among(List.of(LONGER, SHORTER, OTHER)))
                .containsOnlyKeys(LONGER)
                .containsValue("why");
    }

    @Test
    void namesAllMutantsOfAPlace() {
        Equivalents named = Equivalents.parse("e.yaml", "- {pointer: /a/maxLength, reason: why}");

        assertThat(named.among(List.of(LONGER, SHORTER, OTHER))).containsOnlyKeys(LONGER, SHORTER);
    }

    @Test
    void isEmptyWithoutAFile() {
        assertThat(Equivalents.none().among(List.of(LONGER))).isEmpty();
    }

    @Test
    void entryThatMatchesNoSurvivorIsAnError() {
        Equivalents named =
                Equivalents.parse("e.yaml", "- {pointer: /b, reason: why}\n- {pointer: /a/maxLength, reason: why}\n");

        assertThatThrownBy(() -> named.among(List.of(OTHER)))
                .isInstanceOf(UnreadableDocumentException.class)
                .hasMessage("e.yaml, line 2, column 3 (/1): no surviving mutant matches this entry");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- {pointer: /a}                          | line 1, column 3 (/0)",
                "- {reason: why}                          | line 1, column 3 (/0)",
                "- {pointer: /a, mutant: b, reason: why}  | line 1, column 3 (/0)",
                "- {mutant: b, reason: ''}                | line 1, column 23 (/0/reason)",
                "- {mutant: b, raison: why}               | line 1, column 3 (/0)",
                "mutant: b                                | line 1, column 1",
                "- [                                      | line 1"
            })
    void namesLineAndColumnOfAWrongFile(String text, String place) {
        assertThatThrownBy(() -> Equivalents.parse("e.yaml", text))
                .isInstanceOf(UnreadableDocumentException.class)
                .hasMessageStartingWith("e.yaml, " + place);
    }
}
