package io.tandem.scoring.domain;

import io.tandem.contracts.AccountPerson;
import java.math.BigDecimal;
import java.time.Instant;
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
     * @param times all of them, in order, or none if they are too many to be kept: it counts as done all the time from the
     *     first to the last then
     */
    public record Day(Instant first, Instant last, List<Instant> times) {
        /** A day with as many is known by its first and last time only. */
        public static final int TOO_MANY_TIMES = 48;
    }

    /** One person's part; {@code who} as people are shown. */
    public record OfPerson(String who, AccountPerson person, long events, BigDecimal weights, Instant lastAt) {}
}
