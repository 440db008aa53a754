package io.tandem.kit.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;

/** Reads the times and days of a query. What is none is told with the other faults, or is out of every database's range. */
public final class QueryTimes {
    private static final LocalDate FIRST = LocalDate.EPOCH;
    private static final LocalDate LAST = LocalDate.of(9998, 12, 31);

    private QueryTimes() {}

    /** Null for what is left out or wrong. */
    public static Instant time(String field, String text, List<FieldFault> faults) {
        return read(field, text, QueryTimes::time, "must be a time such as 2026-03-02T09:14:07Z, since 1970", faults);
    }

    /** Null for what is left out or wrong. */
    public static LocalDate date(String field, String text, List<FieldFault> faults) {
        return read(field, text, QueryTimes::date, "must be a date such as 2026-03-02, since 1970", faults);
    }

    /** Throws {@link DateTimeException} where it is none. */
    public static Instant time(String text) {
        Instant time = Instant.parse(text);
        inRange(LocalDate.ofInstant(time, ZoneOffset.UTC));
        return time;
    }

    private static LocalDate date(String text) {
        return inRange(LocalDate.parse(text));
    }

    private static LocalDate inRange(LocalDate day) {
        if (day.isBefore(FIRST) || day.isAfter(LAST)) {
            throw new DateTimeException("out of range");
        }
        return day;
    }

    private static <T> T read(
            String field, String text, Function<String, T> parse, String fault, List<FieldFault> faults) {
        try {
            return text == null ? null : parse.apply(text);
        } catch (DateTimeException notOne) {
            faults.add(new FieldFault(field, fault));
            return null;
        }
    }
}
