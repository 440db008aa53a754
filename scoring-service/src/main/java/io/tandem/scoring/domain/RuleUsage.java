package io.tandem.scoring.domain;

import io.tandem.contracts.AccountPerson;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * An account's events under one rule of the model.
 *
 * @param weights sum of {@link Measure#weight}
 * @param days when they happened, if the rule is a step of several
 * @param people who they were, if the rule asks for that
 */
public record RuleUsage(
        long events, BigDecimal weights, Instant firstAt, Instant lastAt, List<Day> days, List<OfPerson> people) {

    public RuleUsage(long events, BigDecimal weights, Instant firstAt, Instant lastAt) {
        this(events, weights, firstAt, lastAt, List.of(), List.of());
    }

    public RuleUsage onDays(List<Day> known) {
        return new RuleUsage(events, weights, firstAt, lastAt, known, people);
    }

    public RuleUsage by(List<OfPerson> known) {
        return new RuleUsage(events, weights, firstAt, lastAt, days, known);
    }

    /** Together with what the same person did under another key. */
    public RuleUsage and(RuleUsage other) {
        BigDecimal both = weights.add(other.weights);
        Instant last = lastAt.isAfter(other.lastAt) ? lastAt : other.lastAt;
        return new RuleUsage(
                events + other.events,
                both,
                firstAt.isBefore(other.firstAt) ? firstAt : other.firstAt,
                last,
                days,
                people.stream()
                        .map(person -> new OfPerson(person.who(), person.person(), events + other.events, both, last))
                        .toList());
    }

    /**
     * When it happened on a day (UTC).
     *
     * @param times in order, the first and the last among them
     * @param all whether it happened at no other times
     */
    public record Day(List<Instant> times, boolean all) {
        /** So many times are kept of a day; if there are as many, there may have been more. */
        public static final int MOST_TIMES = 48;

        Instant first() {
            return times.get(0);
        }

        /** The latest time before this one at which it happened, or may have; null if there is none. */
        Instant before(Instant time) {
            Instant last = null;
            for (Instant at : times) {
                if (!at.isBefore(time)) {
                    return last == null || all ? last : time.minus(1, ChronoUnit.MICROS);
                }
                last = at;
            }
            return last;
        }

        boolean mayHave(Instant time) {
            return times.contains(time) || !all && time.isAfter(first()) && time.isBefore(times.get(times.size() - 1));
        }
    }

    /** One person's part; {@code who} as people are shown. */
    public record OfPerson(String who, AccountPerson person, long events, BigDecimal weights, Instant lastAt) {}
}
