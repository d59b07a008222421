package org.tokenapi.referenceserver.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

final class MomentTest {
    private final Moment.Converter converter = new Moment.Converter();

    @ParameterizedTest
    @CsvSource({
        "10s, 2026-11-22T09:29:50Z",
        "30m, 2026-11-22T09:00:00Z",
        "12h, 2026-11-21T21:30:00Z",
        "90d, 2026-08-24T09:30:00Z",
        "2026-01-31, 2026-01-31T00:00:00Z",
        "2026-01-31T08:00:00+02:00, 2026-01-31T06:00:00Z",
    })
    void validTime(String text, String instant) {
        Clock clock = Clock.fixed(Instant.parse("2026-11-22T09:30:00Z"), ZoneOffset.UTC);

        assertThat(converter.convert(text).instant(clock)).isEqualTo(Instant.parse(instant));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "90", "-1d", "1w", "1.5h", "yesterday", "2026-02-30", "2026-01-31T08:00:00"})
    void invalidTime(String text) {
        assertThatThrownBy(() -> converter.convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("(90d, 12h, 30m, 10s)");
    }
}
