package org.tokenapi.referenceserver.value;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads and writes dates in the format of RFC 3339, to the millisecond. */
public final class Rfc3339 {
    /** The last moment that RFC 3339 can write: the end of the year 9999. */
    public static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Pattern FORM =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d)(\\.\\d+)?(?:Z|([+-])(\\d\\d):(\\d\\d))");
    private static final int LONGEST_FRACTION = 10;

    private Rfc3339() {}

    /**
     * Reads a date and time with any offset.
     *
     * @return null if the text has another format, or the date or time does not exist
     */
    public static @Nullable Instant parse(String text) {
        Matcher matcher = FORM.matcher(text.toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            return null;
        }
        try {
            String digits = matcher.group(2) == null ? "" : matcher.group(2);
            String fraction = digits.substring(0, Math.min(digits.length(), LONGEST_FRACTION));
            Instant instant = LocalDateTime.parse(matcher.group(1) + fraction).toInstant(ZoneOffset.UTC);
            if (matcher.group(3) != null) {
                int hours = Integer.parseInt(matcher.group(4));
                int minutes = Integer.parseInt(matcher.group(5));
                if (hours > 23 || minutes > 59) {
                    return null;
                }
                long seconds = (hours * 60L + minutes) * 60;
                instant = instant.plusSeconds(matcher.group(3).equals("+") ? -seconds : seconds);
            }
            instant = Instant.ofEpochMilli(instant.toEpochMilli());
            return instant.isBefore(FIRST) || instant.isAfter(LAST) ? null : instant;
        } catch (DateTimeException impossible) {
            return null;
        }
    }

    /** The moment this many minutes later, at most {@link #LAST}. */
    public static Instant plusMinutes(Instant moment, long minutes) {
        long left = Duration.between(moment, LAST).toMinutes();
        return minutes > left ? LAST : moment.plusSeconds(minutes * 60);
    }

    /** Formats a moment in UTC, for example {@code 2026-12-22T09:30:00Z}. */
    public static String format(Instant instant) {
        return instant.toString();
    }

    /** A moment in UTC, as the generated models need it. */
    public static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
