package io.tandem.routing.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tandem.kit.web.Problem;
import io.tandem.routing.domain.Away;
import io.tandem.routing.domain.BusinessCalendar;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkingHoursTest {
    @Test
    void holidaysAreThoseOfTheRegion() {
        Instant corpusChristi = Instant.parse("2026-06-04T10:00:00Z");

        assertEquals("Corpus Christi", weekdays("Europe/Berlin", "DE-BY").holiday(LocalDate.parse("2026-06-04")));
        assertNull(weekdays("Europe/Berlin", "DE-BE").holiday(LocalDate.parse("2026-06-04")));
        assertNull(weekdays("Europe/Berlin", null).holiday(LocalDate.parse("2026-12-25")));
        assertEquals(
                new Away("on holiday: Corpus Christi", Instant.parse("2026-06-05T07:00:00Z")),
                attendance(weekdays("Europe/Berlin", "de-by"), List.of()).at(corpusChristi));
        assertNull(attendance(weekdays("Europe/Berlin", "DE-BE"), List.of()).at(corpusChristi));
        assertEquals(
                "on holiday: Independence Day",
                attendance(weekdays("America/New_York", "US"), List.of())
                        .at(Instant.parse("2025-07-04T15:00:00Z"))
                        .because());
    }

    @Test
    void saysWhyAndUntilWhen() {
        Attendance attendance = attendance(
                weekdays("Europe/Berlin", "DE"),
                List.of(new BusinessCalendar.Absence(LocalDate.parse("2026-11-30"), LocalDate.parse("2026-12-02"))));

        assertNull(attendance.at(Instant.parse("2026-11-27T12:00:00Z")));
        assertEquals(
                new Away("outside working hours", Instant.parse("2026-12-03T08:00:00Z")),
                attendance.at(Instant.parse("2026-11-27T17:00:00Z")));
        assertEquals(
                new Away("absent until 2026-12-02", Instant.parse("2026-12-03T08:00:00Z")),
                attendance.at(Instant.parse("2026-12-01T12:00:00Z")));
        assertNull(attendance.at(Instant.parse("2026-12-03T08:00:00Z")));
        assertNull(attendance.at(Instant.parse("2026-11-27T12:00:00Z")), "asked of the past again");
    }

    @Test
    void holidaysAreKnownForTheYearsAround() {
        BusinessCalendar calendar =
                weekdays("Europe/Berlin", "DE").calendar(Instant.parse("2026-12-31T00:00:00Z"), List.of());

        assertTrue(calendar.isDayOff(LocalDate.parse("2025-12-25")));
        assertTrue(calendar.isDayOff(LocalDate.parse("2028-12-25")));
    }

    @Test
    void refusesWhatMakesNoCalendar() {
        assertRefused("hours.zone", weekdays("Europe/Atlantis", null));
        assertRefused("hours.holidays", weekdays("Europe/Berlin", "XX"));
        assertRefused("hours.holidays", weekdays("Europe/Berlin", "DE-XX"));
        WorkingHours.Hours night = new WorkingHours.Hours(LocalTime.of(22, 0), LocalTime.of(6, 0));
        WorkingHours.Hours early = new WorkingHours.Hours(LocalTime.of(5, 0), LocalTime.of(9, 0));
        assertRefused(
                "hours.week",
                new WorkingHours(
                        "UTC", Map.of(DayOfWeek.MONDAY, List.of(night), DayOfWeek.TUESDAY, List.of(early)), null));
        assertRefused("hours.week", new WorkingHours("UTC", Map.of(DayOfWeek.MONDAY, List.of()), null));
        weekdays("Asia/Kolkata", "IN").requireUsable("hours");
    }

    private static void assertRefused(String field, WorkingHours hours) {
        Problem problem = assertThrows(Problem.class, () -> hours.requireUsable("hours"));
        assertTrue(problem.getMessage().startsWith(field + " "), problem.getMessage());
    }

    private static Attendance attendance(WorkingHours hours, List<BusinessCalendar.Absence> absences) {
        return new Attendance(hours, hours.calendar(Instant.parse("2026-01-01T00:00:00Z"), absences));
    }

    private static WorkingHours weekdays(String zone, String holidays) {
        Map<DayOfWeek, List<WorkingHours.Hours>> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.getValue() < 6) {
                week.put(day, List.of(new WorkingHours.Hours(LocalTime.of(9, 0), LocalTime.of(17, 0))));
            }
        }
        return new WorkingHours(zone, week, holidays);
    }
}
