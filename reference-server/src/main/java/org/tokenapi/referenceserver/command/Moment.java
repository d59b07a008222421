package org.tokenapi.referenceserver.command;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tokenapi.referenceserver.value.Rfc3339;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A moment, as people give it: so long ago, or at a date.
 *
 * @param ago null where it is at a date
 * @param at null where it is so long ago
 */
record Moment(@Nullable Duration ago, @Nullable Instant at) {
    static final String FORM =
            "so long ago, as 90d, 12h, 30m or 10s, or at a date, as 2026-01-31 (in UTC) or" + " 2026-01-31T08:00:00Z";

    Instant instant(Clock clock) {
        return at == null ? clock.instant().minus(ago == null ? Duration.ZERO : ago) : at;
    }

    static final class Converter implements ITypeConverter<Moment> {
        private static final Pattern AGO = Pattern.compile("([0-9]{1,6})([smhd])");

        @Override
        public Moment convert(String text) {
            Matcher ago = AGO.matcher(text);
            if (ago.matches()) {
                return new Moment(unit(ago.group(2)).multipliedBy(Long.parseLong(ago.group(1))), null);
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

        private static Duration unit(String letter) {
            return switch (letter) {
                case "s" -> Duration.ofSeconds(1);
                case "m" -> Duration.ofMinutes(1);
                case "h" -> Duration.ofHours(1);
                default -> Duration.ofDays(1);
            };
        }
    }
}
