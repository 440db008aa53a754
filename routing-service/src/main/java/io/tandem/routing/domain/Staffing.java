package io.tandem.routing.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Who serves which pool, and when.
 *
 * @param pools by every name that work may be sent to: one that is retired has its successor's pool
 */
public record Staffing(Map<String, Pool> pools) {
    /** Long enough for the public holidays and absences that are near. */
    private static final Duration LOOKED_AHEAD = Duration.ofDays(28);

    /**
     * A pool.
     *
     * @param hours its own, in which the time of work runs that nobody has yet
     * @param members those who are switched off included
     */
    public record Pool(String name, AfterHours afterHours, BusinessCalendar hours, List<Member> members) {
        /** Those who are switched on. */
        public List<Member> active() {
            return members.stream().filter(member -> member.rep().active()).toList();
        }
    }

    /** @param hours when the rep works */
    public record Member(Rep rep, BusinessCalendar hours) {}

    /** Members of a pool who are switched on. */
    public List<Member> active(String pool) {
        return pools.containsKey(pool) ? pools.get(pool).active() : List.of();
    }

    /** Whether the work email is that of a rep who is switched on. */
    public boolean isActive(String email) {
        return pools.values().stream()
                .flatMap(pool -> pool.active().stream())
                .anyMatch(member -> member.rep().email().equalsIgnoreCase(email));
    }

    /**
     * Why the first touch cannot be in time, in words, or null if it can. Who has a handoff has only working hours
     * counted, but what waits for somebody to begin has those of the pool: where they run on while nobody works, it may be
     * overdue before anybody sees it.
     */
    public String whyNeverInTime(String pool, int slaMinutes, Instant now) {
        if (slaMinutes <= 0) {
            return "the first touch is due the moment it begins";
        }
        List<Member> members = active(pool);
        if (members.isEmpty() || pools.get(pool).afterHours() == AfterHours.ASSIGN_NEXT) {
            return null;
        }
        BusinessCalendar hours = pools.get(pool).hours();
        Instant from = now;
        while (from.isBefore(now.plus(LOOKED_AHEAD))) {
            Instant asked = from;
            List<BusinessCalendar.Span> next =
                    members.stream().map(member -> member.hours().next(asked)).toList();
            Instant begins = next.stream()
                    .map(BusinessCalendar.Span::start)
                    .min(Instant::compareTo)
                    .orElseThrow();
            if (!begins.isAfter(from)) {
                from = next.stream()
                        .filter(span -> !span.start().isAfter(asked))
                        .map(BusinessCalendar.Span::end)
                        .max(Instant::compareTo)
                        .orElseThrow();
                continue;
            }
            Instant due = hours.plus(from, Duration.ofMinutes(slaMinutes));
            if (!due.isAfter(begins)) {
                return "nobody of pool " + pool + " works from " + from + " until " + begins
                        + " while the pool's own hours run on, so what comes then is overdue at " + due
                        + " before anybody begins";
            }
            from = begins;
        }
        return null;
    }
}
