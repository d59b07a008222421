package org.tokenapi.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpDateTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @ParameterizedTest
    @ValueSource(
            strings = {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"})
    void readsTheThreeFormsOfHttp(String text) {
        assertThat(HttpDate.parse(text, NOW)).contains(Instant.parse("1994-11-06T08:49:37Z"));
    }

    @Test
    void readsADayOfTwoDigitsInTheOldestForm() {
        assertThat(HttpDate.parse("Sun Nov 22 12:00:30 2026", NOW)).contains(NOW.plusSeconds(30));
    }

    @ParameterizedTest
    @CsvSource({
        "'Sunday, 22-Nov-26 12:00:30 GMT', 2026-11-22T12:00:30Z",
        "'Sunday, 22-Nov-76 12:00:00 GMT', 2076-11-22T12:00:00Z",
        "'Tuesday, 22-Nov-77 12:00:00 GMT', 1977-11-22T12:00:00Z"
    })
    void takesAYearOfTwoDigitsForOneThatIsNear(String text, Instant expected) {
        assertThat(HttpDate.parse(text, NOW)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "2026-11-22T12:00:00Z", "Mon, 06 Nov 1994 08:49:37 GMT", "Sun Nov 6"})
    void rejectsWhatIsNotADate(String text) {
        assertThat(HttpDate.parse(text, NOW)).isEmpty();
    }
}
