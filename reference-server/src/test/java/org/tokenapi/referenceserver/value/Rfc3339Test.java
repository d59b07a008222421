package org.tokenapi.referenceserver.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class Rfc3339Test {

    @ParameterizedTest
    @CsvSource({
        "2026-12-22T09:30:00Z, 2026-12-22T09:30:00Z",
        "2026-12-22t09:30:00z, 2026-12-22T09:30:00Z",
        "2026-12-22T09:30:00.25Z, 2026-12-22T09:30:00.250Z",
        "2026-12-22T09:30:00.123456789123Z, 2026-12-22T09:30:00.123Z",
        "2026-12-22T11:30:00+02:00, 2026-12-22T09:30:00Z",
        "2026-12-22T00:00:00-23:59, 2026-12-22T23:59:00Z",
        "2026-12-22T09:30:00-00:00, 2026-12-22T09:30:00Z",
        "9999-12-31T23:59:59.999Z, 9999-12-31T23:59:59.999Z",
    })
    void readsEveryOffset(String text, Instant expected) {
        assertThat(Rfc3339.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-12-22",
                "2026-12-22T09:30Z",
                "2026-12-22T09:30:00",
                "2026-12-22 09:30:00Z",
                "2026-02-30T09:30:00Z",
                "2026-12-22T24:30:00Z",
                "2026-12-22T09:30:00.Z",
                "2026-12-22T09:30:00+24:00",
                "2026-12-22T09:30:00+02",
                "9999-12-31T23:59:59-00:01",
                "+10000-01-01T00:00:00Z",
                "1795354072",
            })
    void refusesEverythingElse(String text) {
        assertThat(Rfc3339.parse(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"2026-12-22T09:30:00Z, 2026-12-22T09:30:00Z", "2026-12-22T09:30:00.5Z, 2026-12-22T09:30:00.500Z"})
    void writesUtc(Instant instant, String expected) {
        assertThat(Rfc3339.format(instant)).isEqualTo(expected);
    }
}
