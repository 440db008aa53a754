package io.tandem.routing.calendar;

import de.focus_shift.jollyday.core.CalendarHierarchy;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.LocalDate;
import java.time.Year;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Public holidays of countries and their regions. */
final class Holidays {
    private Holidays() {}

    /** @param region ISO 3166, such as {@code DE} or {@code DE-BY} */
    static boolean knows(String region) {
        String[] parts = parts(region);
        if (!HolidayManager.getSupportedCalendarCodes().contains(parts[0].toUpperCase(Locale.ROOT))) {
            return false;
        }
        CalendarHierarchy at = manager(parts).getCalendarHierarchy();
        for (int i = 1; i < parts.length && at != null; i++) {
            at = at.getChildren().get(parts[i]);
        }
        return at != null;
    }

    /** Days off by date, with their English names. */
    static Map<LocalDate, String> of(String region, int fromYear, int toYear) {
        String[] parts = parts(region);
        String[] within = Arrays.copyOfRange(parts, 1, parts.length);
        Map<LocalDate, String> days = new TreeMap<>();
        IntStream.rangeClosed(fromYear, toYear)
                .mapToObj(year -> manager(parts).getHolidays(Year.of(year), HolidayType.PUBLIC_HOLIDAY, within))
                .forEach(year ->
                        year.forEach(holiday -> days.put(holiday.getDate(), holiday.getDescription(Locale.ENGLISH))));
        return days;
    }

    private static HolidayManager manager(String[] parts) {
        return HolidayManager.getInstance(ManagerParameters.create(parts[0]));
    }

    private static String[] parts(String region) {
        return region.strip().toLowerCase(Locale.ROOT).split("-");
    }
}
