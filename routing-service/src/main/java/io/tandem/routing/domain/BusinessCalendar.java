package io.tandem.routing.domain;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * When somebody works: hours of the week in a time zone, less days off. Pure: it knows no clock but the times it is asked.
 *
 * <p>Hours belong to the day on which they begin: a night from Monday to Tuesday falls out when Monday is a day off, and
 * only then. Hours are wall-clock times. One that comes twice, when clocks go back, means the first; one that does not
 * exist, when they go forward, means the moment of the change. So nights are an hour longer or shorter then.
 *
 * @param week the hours that begin on each day; a day that is absent has none. They do not overlap, and there are some
 * @param holidays dates on which nobody works
 * @param absences when this person does not work
 */
public record BusinessCalendar(
        ZoneId zone, Map<DayOfWeek, List<Hours>> week, Set<LocalDate> holidays, List<Absence> absences) {

    /** Every hour of every day, in UTC. */
    public static final BusinessCalendar ALWAYS =
            new BusinessCalendar(ZoneId.of("UTC"), everyDay(), Set.of(), List.of());

    /** From a time until another; one that is not later is that of the next day, so 00:00 to 00:00 is the whole day. */
    public record Hours(LocalTime from, LocalTime to) {
        boolean endsNextDay() {
            return !to.isAfter(from);
        }

        Duration length() {
            Duration sameDay = Duration.between(from, to);
            return endsNextDay() ? sameDay.plusDays(1) : sameDay;
        }
    }

    /** Days off, both included. */
    public record Absence(LocalDate from, LocalDate to) {
        public Absence {
            if (to.isBefore(from)) {
                throw new IllegalArgumentException("an absence ends before it begins: " + from + " to " + to);
            }
        }

        public boolean holds(LocalDate day) {
            return !day.isBefore(from) && !day.isAfter(to);
        }
    }

    /** Working time as the hours of one day give it. {@code end} is not part of it. */
    public record Span(Instant start, Instant end) {
        boolean isEmpty() {
            return !start.isBefore(end);
        }
    }

    /** @throws IllegalArgumentException hours overlap, or there are none in the whole week */
    public BusinessCalendar {
        Map<DayOfWeek, List<Hours>> sorted = new EnumMap<>(DayOfWeek.class);
        week.forEach((day, hours) -> sorted.put(
                day, hours.stream().sorted(Comparator.comparing(Hours::from)).toList()));
        week = Collections.unmodifiableMap(sorted);
        holidays = Set.copyOf(holidays);
        absences = List.copyOf(absences);
        refuseOverlaps(sorted);
    }

    public boolean isOpen(Instant at) {
        return !next(at).start().isAfter(at);
    }

    /** The working time that is under way, else the next one. */
    public Span next(Instant at) {
        for (LocalDate day = at.atZone(zone).toLocalDate().minusDays(1); ; day = day.plusDays(1)) {
            day = afterAbsence(day);
            for (Span span : spans(day)) {
                if (span.end().isAfter(at)) {
                    return span;
                }
            }
        }
    }

    /**
     * When so much working time has passed. Counting begins with the next working time if none is under way, and a
     * duration that is used up with the end of a working time ends there, not with the next one's start.
     *
     * @param working zero or more
     */
    public Instant plus(Instant from, Duration working) {
        if (working.isNegative()) {
            throw new IllegalArgumentException("negative working time: " + working);
        }
        Duration left = working;
        for (Span span = next(from); ; span = next(span.end())) {
            Instant start = later(span.start(), from);
            Duration length = Duration.between(start, span.end());
            if (left.compareTo(length) <= 0) {
                return start.plus(left);
            }
            left = left.minus(length);
        }
    }

    /** The working time from one moment to another; negative when the second is the earlier one. */
    public Duration between(Instant from, Instant to) {
        if (to.isBefore(from)) {
            return between(to, from).negated();
        }
        Duration total = Duration.ZERO;
        for (Span span = next(from); span.start().isBefore(to); span = next(span.end())) {
            Instant end = span.end().isAfter(to) ? to : span.end();
            total = total.plus(Duration.between(later(span.start(), from), end));
        }
        return total;
    }

    /** Hours of an ordinary week, without days off. */
    public Duration aWeek() {
        return week.values().stream().flatMap(List::stream).map(Hours::length).reduce(Duration.ZERO, Duration::plus);
    }

    /** Whether hours that begin on this day fall out. */
    public boolean isDayOff(LocalDate day) {
        return holidays.contains(day) || absences.stream().anyMatch(absence -> absence.holds(day));
    }

    private List<Span> spans(LocalDate day) {
        List<Hours> hours = week.getOrDefault(day.getDayOfWeek(), List.of());
        if (hours.isEmpty() || isDayOff(day)) {
            return List.of();
        }
        List<Span> spans = new ArrayList<>(hours.size());
        for (Hours some : hours) {
            LocalDate lastDay = some.endsNextDay() ? day.plusDays(1) : day;
            Span span = new Span(instant(day.atTime(some.from())), instant(lastDay.atTime(some.to())));
            if (!span.isEmpty()) {
                spans.add(span);
            }
        }
        return spans;
    }

    /** Long absences are stepped over at once. */
    private LocalDate afterAbsence(LocalDate day) {
        LocalDate left = day;
        for (Absence absence : absences) {
            if (absence.holds(left)) {
                left = absence.to();
            }
        }
        return left;
    }

    private Instant instant(LocalDateTime wallClock) {
        ZoneOffsetTransition change = zone.getRules().getTransition(wallClock);
        if (change == null) {
            return wallClock.toInstant(zone.getRules().getOffset(wallClock));
        }
        return change.isGap() ? change.getInstant() : wallClock.toInstant(change.getOffsetBefore());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Map<DayOfWeek, List<Hours>> everyDay() {
        Map<DayOfWeek, List<Hours>> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            week.put(day, List.of(new Hours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT)));
        }
        return week;
    }

    private static void refuseOverlaps(Map<DayOfWeek, List<Hours>> week) {
        if (week.values().stream().allMatch(Collection::isEmpty)) {
            throw new IllegalArgumentException("there are no hours in the whole week");
        }
        for (DayOfWeek day : DayOfWeek.values()) {
            List<Hours> hours = week.getOrDefault(day, List.of());
            for (int i = 0; i < hours.size(); i++) {
                boolean last = i == hours.size() - 1;
                List<Hours> tomorrow = week.getOrDefault(day.plus(1), List.of());
                boolean overlaps = last
                        ? hours.get(i).endsNextDay()
                                && !tomorrow.isEmpty()
                                && tomorrow.get(0).from().isBefore(hours.get(i).to())
                        : hours.get(i).endsNextDay()
                                || hours.get(i + 1).from().isBefore(hours.get(i).to());
                if (overlaps) {
                    throw new IllegalArgumentException("hours of " + day + " overlap others: " + hours.get(i));
                }
            }
        }
    }
}
