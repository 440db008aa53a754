package io.tandem.routing.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SlaTest {
    /** Monday to Friday, nine to five, in Berlin. */
    private static final BusinessCalendar OFFICE = office();

    private static final Duration FOUR_HOURS = Duration.ofHours(4);
    private static final Instant FRIDAY_AT_THREE = Instant.parse("2026-11-27T14:00:00Z");
    private static final Instant MONDAY_AT_ELEVEN = Instant.parse("2026-11-30T10:00:00Z");

    @Test
    void timeStandsStillOverTheWeekend() {
        assertEquals(MONDAY_AT_ELEVEN, OFFICE.plus(FRIDAY_AT_THREE, FOUR_HOURS));
        assertEquals(new Sla.Mark(50, Instant.parse("2026-11-27T16:00:00Z")), next(0, FRIDAY_AT_THREE));
        assertEquals(new Sla.Mark(80, Instant.parse("2026-11-30T09:12:00Z")), next(50, FRIDAY_AT_THREE));
        assertEquals(new Sla.Mark(100, MONDAY_AT_ELEVEN), next(80, FRIDAY_AT_THREE));
    }

    @Test
    void whoSleptThroughWarningsIsWokenOnceForTheLatest() {
        assertEquals(80, next(0, MONDAY_AT_ELEVEN.minusSeconds(1)).percent());
    }

    @Test
    void whoSleptThroughTheEndIsToldOfTheEnd() {
        assertEquals(new Sla.Mark(100, MONDAY_AT_ELEVEN), next(0, MONDAY_AT_ELEVEN));
    }

    @Test
    void noTimeAtAllIsUsedUpAtOnce() {
        assertEquals(
                new Sla.Mark(100, FRIDAY_AT_THREE),
                Sla.next(OFFICE, FRIDAY_AT_THREE, FRIDAY_AT_THREE, Duration.ZERO, List.of(50), 0, FRIDAY_AT_THREE));
    }

    @Test
    void everyMarkComesOnceAndInOrderWheneverSomebodyWakesUp() {
        Random random = new Random(20261127);
        for (int run = 0; run < 2_000; run++) {
            Instant since = FRIDAY_AT_THREE.plusSeconds(random.nextInt(14 * 24 * 3600));
            Duration allowed = Duration.ofMinutes(1 + random.nextInt(3000));
            Instant due = OFFICE.plus(since, allowed);
            List<Integer> told = new ArrayList<>();
            Instant now = since;
            int reached = 0;
            while (reached < Sla.BREACHED) {
                Sla.Mark mark = Sla.next(OFFICE, since, due, allowed, List.of(80, 25, 50), reached, now);
                now = mark.at().isAfter(now) ? mark.at() : now;
                now = now.plusSeconds(random.nextInt(36_000));
                reached = mark.percent();
                told.add(reached);
            }
            assertEquals(told.stream().sorted().distinct().toList(), told);
        }
    }

    private static Sla.Mark next(int reached, Instant now) {
        return Sla.next(OFFICE, FRIDAY_AT_THREE, MONDAY_AT_ELEVEN, FOUR_HOURS, List.of(80, 50), reached, now);
    }

    private static BusinessCalendar office() {
        Map<DayOfWeek, List<BusinessCalendar.Hours>> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : List.of(
                DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY, DayOfWeek.THURSDAY, DayOfWeek.FRIDAY)) {
            week.put(day, List.of(new BusinessCalendar.Hours(LocalTime.of(9, 0), LocalTime.of(17, 0))));
        }
        return new BusinessCalendar(ZoneId.of("Europe/Berlin"), week, Set.of(), List.of());
    }
}
