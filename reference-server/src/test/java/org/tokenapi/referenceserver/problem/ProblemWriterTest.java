package org.tokenapi.referenceserver.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ProblemWriterTest {

    @Test
    void namesHaveNothingThatCannotBeWritten() {
        assertThat(ProblemWriter.printable("a\uD800b\uDC00c\u0007d\u0085e\uD83D\uDE00"))
                .isEqualTo("a?b?c?d?e\uD83D\uDE00");
    }

    @Test
    void namesAreCutBetweenCharacters() {
        assertThat(ProblemWriter.printable("\uD83D\uDE00".repeat(201))).isEqualTo("\uD83D\uDE00".repeat(200));
    }
}
