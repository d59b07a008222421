package org.tokenapi.referenceserver.command;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.tokenapi.referenceserver.value.Rfc3339;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A moment as a user of a command gives it: a time before now, or a date.
 *
 * @param ago how long before now; null for a date
 * @param at the date; null for a time before now
 */
record Moment(@Nullable Duration ago, @Nullable Instant at) {
    static final String FORM =
            "a time before now (90d, 12h, 30m, 10s) or a date (2026-01-31, in UTC, or 2026-01-31T08:00:00Z)";

    Instant instant(Clock clock) {
        return at == null ? clock.instant().minus(ago == null ? Duration.ZERO : ago) : at;
    }

    static final class Converter implements ITypeConverter<Moment> {
        /**
         * Stricter than {@link DurationStyle#SIMPLE}, which also accepts signs, and numbers of milliseconds without a
         * unit.
         */
        private static final Pattern AGO = Pattern.compile("[0-9]{1,6}[smhd]");

        @Override
        public Moment convert(String text) {
            if (AGO.matcher(text).matches()) {
                return new Moment(DurationStyle.SIMPLE.parse(text), null);
            }
            Instant instant = Rfc3339.parse(text);
            if (instant == null) {
                try {
                    instant = LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
                } catch (DateTimeException noDate) {
                    throw new TypeConversionException("must be " + FORM);
                }
            }
            return new Moment(null, instant);
        }
    }
}
