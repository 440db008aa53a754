package io.tandem.kit.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Days and times that every database can keep and people mean: of the years 1900 to 9999. */
public final class StorableTimes {
    private static final LocalDate FIRST = LocalDate.of(1900, 1, 1);
    private static final LocalDate LAST = LocalDate.of(9999, 12, 31);

    private StorableTimes() {}

    /** The day itself; throws {@link DateTimeException} where it is out of range. */
    public static LocalDate day(LocalDate day) {
        if (day.isBefore(FIRST) || day.isAfter(LAST)) {
            throw new DateTimeException("out of range");
        }
        return day;
    }

    /** The time itself; throws {@link DateTimeException} where it is out of range. */
    public static Instant time(Instant time) {
        day(LocalDate.ofInstant(time, ZoneOffset.UTC));
        return time;
    }
}
