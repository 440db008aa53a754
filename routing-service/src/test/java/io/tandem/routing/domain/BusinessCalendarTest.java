package io.tandem.routing.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BusinessCalendarTest {
    private static final BusinessCalendar.Hours NINE_TO_FIVE = hours("09:00", "17:00");
    private static final BusinessCalendar.Hours NIGHT = hours("22:00", "06:00");
    private static final BusinessCalendar BERLIN = weekdays("Europe/Berlin", NINE_TO_FIVE);

    @Test
    void isOpenFromTheFirstMomentUntilBeforeTheLast() {
        assertFalse(BERLIN.isOpen(at("2026-11-27T08:59:59+01:00")));
        assertTrue(BERLIN.isOpen(at("2026-11-27T09:00:00+01:00")));
        assertTrue(BERLIN.isOpen(at("2026-11-27T16:59:59+01:00")));
        assertFalse(BERLIN.isOpen(at("2026-11-27T17:00:00+01:00")));
        assertFalse(BERLIN.isOpen(at("2026-11-28T12:00:00+01:00")), "Saturday");
    }

    @Test
    void countsOverNightsAndWeekends() {
        Instant fridayAfternoon = at("2026-11-27T16:00:00+01:00");

        assertEquals(at("2026-11-27T17:00:00+01:00"), BERLIN.plus(fridayAfternoon, Duration.ofHours(1)));
        assertEquals(at("2026-11-30T10:00:00+01:00"), BERLIN.plus(fridayAfternoon, Duration.ofHours(2)));
        assertEquals(at("2026-12-04T16:00:00+01:00"), BERLIN.plus(fridayAfternoon, Duration.ofHours(40)));
        assertEquals(
                at("2026-11-30T09:30:00+01:00"), BERLIN.plus(at("2026-11-28T12:00:00+01:00"), Duration.ofMinutes(30)));
        assertEquals(Duration.ofHours(2), BERLIN.between(fridayAfternoon, at("2026-11-30T10:00:00+01:00")));
        assertEquals(Duration.ofHours(-2), BERLIN.between(at("2026-11-30T10:00:00+01:00"), fridayAfternoon));
        assertEquals(Duration.ZERO, BERLIN.between(at("2026-11-27T18:00:00+01:00"), at("2026-11-30T08:00:00+01:00")));
    }

    @Test
    void noTimeAtAllEndsWithTheNextWorkingTime() {
        assertEquals(at("2026-11-27T16:00:00+01:00"), BERLIN.plus(at("2026-11-27T16:00:00+01:00"), Duration.ZERO));
        assertEquals(at("2026-11-30T09:00:00+01:00"), BERLIN.plus(at("2026-11-27T17:00:00+01:00"), Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> BERLIN.plus(Instant.EPOCH, Duration.ofSeconds(-1)));
    }

    @Test
    void holidaysAndAbsencesAreDaysOff() {
        BusinessCalendar calendar = new BusinessCalendar(
                BERLIN.zone(),
                BERLIN.week(),
                Set.of(LocalDate.parse("2026-12-25")),
                List.of(new BusinessCalendar.Absence(LocalDate.parse("2026-12-28"), LocalDate.parse("2027-01-03"))));

        assertFalse(calendar.isOpen(at("2026-12-25T12:00:00+01:00")));
        assertEquals(
                at("2027-01-04T09:00:00+01:00"),
                calendar.next(at("2026-12-24T17:00:00+01:00")).start());
        assertEquals(
                at("2027-01-04T10:00:00+01:00"), calendar.plus(at("2026-12-24T16:00:00+01:00"), Duration.ofHours(2)));
    }

    @Test
    void endlessAbsenceIsSteppedOver() {
        BusinessCalendar calendar = new BusinessCalendar(
                BERLIN.zone(),
                BERLIN.week(),
                Set.of(),
                List.of(new BusinessCalendar.Absence(LocalDate.parse("2026-01-01"), LocalDate.parse("9998-12-31"))));

        assertFalse(calendar.isOpen(at("2026-11-27T12:00:00+01:00")));
        assertTrue(calendar.next(at("2026-11-27T12:00:00+01:00")).start().isAfter(at("9998-12-31T00:00:00Z")));
    }

    @Test
    void nightBelongsToTheDayOnWhichItBegins() {
        BusinessCalendar nights = new BusinessCalendar(
                ZoneId.of("Europe/Berlin"),
                weekdays("Europe/Berlin", NIGHT).week(),
                Set.of(LocalDate.parse("2026-12-01")),
                List.of());

        assertTrue(nights.isOpen(at("2026-12-01T03:00:00+01:00")), "began on Monday");
        assertFalse(nights.isOpen(at("2026-12-01T23:00:00+01:00")), "Tuesday is a holiday");
        assertFalse(nights.isOpen(at("2026-12-02T03:00:00+01:00")), "would have begun on Tuesday");
        assertTrue(nights.isOpen(at("2026-12-05T05:59:00+01:00")), "began on Friday");
        assertFalse(nights.isOpen(at("2026-12-07T03:00:00+01:00")), "nobody works on Sunday");
    }

    @Test
    void nightIsAnHourShorterWhenClocksGoForward() {
        BusinessCalendar nights = everyDay("Europe/Berlin", NIGHT);

        assertEquals(
                Duration.ofHours(7), nights.between(at("2026-03-28T22:00:00+01:00"), at("2026-03-29T06:00:00+02:00")));
        assertEquals(
                at("2026-03-29T04:00:00+02:00"), nights.plus(at("2026-03-28T22:00:00+01:00"), Duration.ofHours(5)));
    }

    @Test
    void nightIsAnHourLongerWhenClocksGoBack() {
        BusinessCalendar nights = everyDay("Europe/Berlin", NIGHT);

        assertEquals(
                Duration.ofHours(9), nights.between(at("2026-10-24T22:00:00+02:00"), at("2026-10-25T06:00:00+01:00")));
        assertTrue(nights.isOpen(at("2026-10-25T02:30:00+02:00")));
        assertTrue(nights.isOpen(at("2026-10-25T02:30:00+01:00")));
    }

    @Test
    void hoursKeepTheWallClockOverTheChange() {
        BusinessCalendar newYork = everyDay("America/New_York", NINE_TO_FIVE);

        assertTrue(newYork.isOpen(at("2026-03-07T14:00:00Z")), "9 o'clock in winter");
        assertFalse(newYork.isOpen(at("2026-03-07T13:00:00Z")));
        assertTrue(newYork.isOpen(at("2026-03-08T13:00:00Z")), "9 o'clock in summer");
        assertTrue(newYork.isOpen(at("2026-11-01T14:00:00Z")), "9 o'clock in winter again");
        assertFalse(newYork.isOpen(at("2026-11-01T13:00:00Z")));
    }

    @Test
    void timeThatDoesNotExistIsTheMomentOfTheChange() {
        Instant change = at("2026-03-29T01:00:00Z");

        assertEquals(
                change,
                everyDay("Europe/Berlin", hours("02:30", "09:00")).next(change).start());
        assertEquals(
                change,
                everyDay("Europe/Berlin", hours("01:00", "02:30"))
                        .next(change.minusSeconds(1))
                        .end());
        assertEquals(
                at("2026-03-30T02:15:00+02:00"),
                everyDay("Europe/Berlin", hours("02:15", "02:45")).next(change).start(),
                "hours that do not exist at all fall out");
    }

    @Test
    void timeThatComesTwiceMeansTheFirst() {
        BusinessCalendar.Span span =
                everyDay("Europe/Berlin", hours("01:00", "02:30")).next(at("2026-10-24T22:00:00Z"));

        assertEquals(new BusinessCalendar.Span(at("2026-10-24T23:00:00Z"), at("2026-10-25T00:30:00Z")), span);
    }

    @Test
    void worksInZonesOfHalfHoursAndQuarters() {
        assertTrue(weekdays("Asia/Kolkata", NINE_TO_FIVE).isOpen(at("2026-11-27T03:30:00Z")));
        assertFalse(weekdays("Asia/Kolkata", NINE_TO_FIVE).isOpen(at("2026-11-27T03:29:59Z")));
        assertTrue(weekdays("Asia/Kathmandu", NINE_TO_FIVE).isOpen(at("2026-11-27T03:15:00Z")));
        assertFalse(weekdays("Asia/Kathmandu", NINE_TO_FIVE).isOpen(at("2026-11-27T03:14:59Z")));
        assertEquals(
                Duration.ofMinutes(7 * 60 + 30),
                everyDay("Australia/Lord_Howe", NIGHT)
                        .between(at("2026-10-03T22:00:00+10:30"), at("2026-10-04T06:00:00+11:00")),
                "clocks go forward by half an hour there");
    }

    @Test
    void dayThatAZoneLeavesOutHasNoHours() {
        BusinessCalendar samoa = everyDay("Pacific/Apia", NINE_TO_FIVE);

        assertEquals(
                Duration.ofHours(16), samoa.between(at("2011-12-29T09:00:00-10:00"), at("2011-12-31T17:00:00+14:00")));
    }

    @Test
    void alwaysIsAlways() {
        Instant now = at("2026-11-27T03:30:00Z");

        assertTrue(BusinessCalendar.ALWAYS.isOpen(now));
        assertEquals(now.plus(Duration.ofDays(400)), BusinessCalendar.ALWAYS.plus(now, Duration.ofDays(400)));
    }

    @Test
    void refusesHoursThatOverlapAndWeeksWithoutAny() {
        assertThrows(IllegalArgumentException.class, () -> weekdays("UTC"));
        assertThrows(IllegalArgumentException.class, () -> weekdays("UTC", NINE_TO_FIVE, hours("16:59", "18:00")));
        assertThrows(IllegalArgumentException.class, () -> weekdays("UTC", NIGHT, hours("05:00", "07:00")));
        assertThrows(IllegalArgumentException.class, () -> everyDay("UTC", NIGHT, hours("23:00", "23:30")));
        assertTrue(everyDay("UTC", NIGHT, hours("06:00", "22:00")).isOpen(at("2026-11-27T06:00:00Z")));
    }

    /** Adding working time and measuring it are inverse, and neither depends on where one stops in between. */
    @Test
    void plusAndBetweenAgreeOverRandomCalendars() {
        Random random = new Random(20260201);
        List<String> zones = List.of(
                "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "America/St_Johns", "UTC");
        for (int trial = 0; trial < 1000; trial++) {
            BusinessCalendar calendar = random(random, zones.get(random.nextInt(zones.size())));
            Instant from = at("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(365 * 24 * 3600));
            Duration first = Duration.ofMinutes(random.nextInt(5000));
            Duration second = Duration.ofMinutes(1 + random.nextInt(5000));

            Instant middle = calendar.plus(from, first);
            Instant end = calendar.plus(middle, second);

            assertEquals(first, calendar.between(from, middle));
            assertEquals(first.plus(second), calendar.between(from, end));
            assertEquals(end, calendar.plus(from, first.plus(second)));
            assertTrue(calendar.isOpen(end.minusNanos(1)));
        }
    }

    private static BusinessCalendar random(Random random, String zone) {
        Map<DayOfWeek, List<BusinessCalendar.Hours>> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            int from = random.nextInt(12);
            int to = 12 + random.nextInt(12);
            week.put(
                    day,
                    switch (random.nextInt(4)) {
                        case 0 -> List.of();
                        case 1 -> List.of(hours(from, 12), hours(12, to == 12 ? 13 : to));
                        default -> List.of(hours(from, to));
                    });
        }
        week.put(DayOfWeek.MONDAY, List.of(hours(12, random.nextInt(6))));
        week.put(DayOfWeek.TUESDAY, List.of(hours(6, 12)));
        LocalDate day = LocalDate.parse("2026-01-01").plusDays(random.nextInt(365));
        return new BusinessCalendar(
                ZoneId.of(zone),
                week,
                Set.of(day, day.plusDays(1 + random.nextInt(30))),
                List.of(new BusinessCalendar.Absence(day.minusDays(random.nextInt(20)), day)));
    }

    private static BusinessCalendar weekdays(String zone, BusinessCalendar.Hours... hours) {
        Map<DayOfWeek, List<BusinessCalendar.Hours>> week = new EnumMap<>(everyDay(hours));
        week.remove(DayOfWeek.SATURDAY);
        week.remove(DayOfWeek.SUNDAY);
        return new BusinessCalendar(ZoneId.of(zone), week, Set.of(), List.of());
    }

    private static BusinessCalendar everyDay(String zone, BusinessCalendar.Hours... hours) {
        return new BusinessCalendar(ZoneId.of(zone), everyDay(hours), Set.of(), List.of());
    }

    private static Map<DayOfWeek, List<BusinessCalendar.Hours>> everyDay(BusinessCalendar.Hours... hours) {
        Map<DayOfWeek, List<BusinessCalendar.Hours>> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            week.put(day, List.of(hours));
        }
        return week;
    }

    private static BusinessCalendar.Hours hours(int from, int to) {
        return new BusinessCalendar.Hours(LocalTime.of(from, 0), LocalTime.of(to, 0));
    }

    private static BusinessCalendar.Hours hours(String from, String to) {
        return new BusinessCalendar.Hours(LocalTime.parse(from), LocalTime.parse(to));
    }

    private static Instant at(String time) {
        return OffsetDateTime.parse(time).toInstant();
    }
}
