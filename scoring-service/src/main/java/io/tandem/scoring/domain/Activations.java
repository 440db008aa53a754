package io.tandem.scoring.domain;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Finds out whether and when accounts reached value. Depends on what happened when, never on the order in which it
 * became known.
 */
public final class Activations {
    private Activations() {}

    /**
     * The moment of value.
     *
     * @param event the event that completed the steps
     */
    public record Moment(String event, Instant at) {}

    /** When an account was known to have reached value, and since when all that it took for one is kept. */
    public record Known(Instant at, Instant keptSince) {
        /** What may have begun before anything is kept cannot be found again. */
        private Optional<Instant> stays(Duration window) {
            return Optional.ofNullable(at).filter(moment -> moment.minus(window).isBefore(keptSince));
        }
    }

    /** The longest time that the steps of an activation may take together. */
    public static final int MOST_DAYS = 730;

    /**
     * @param known one of several steps stays, if of what it took not all need be kept, unless an earlier one is found
     */
    public static Optional<Moment> moment(CompiledModel model, AccountFacts account, Known known) {
        Map<String, Object> variables = Variables.of(account);
        return model.definition().activation().segments().stream()
                .filter(segment -> model.conditions().hold(segment.when(), variables))
                .findFirst()
                .flatMap(segment -> moment(segment, account, known));
    }

    private static Optional<Moment> moment(Activation.Segment segment, AccountFacts account, Known known) {
        List<Activation.Step> steps = segment.steps();
        List<RuleUsage> done = new ArrayList<>();
        for (Activation.Step step : steps) {
            RuleUsage usage = account.usageByRule().get(CompiledModel.nameOf(step, steps.size() > 1));
            if (usage == null) {
                return Optional.empty();
            }
            done.add(usage);
        }
        String last = steps.get(steps.size() - 1).event();
        return steps.size() == 1
                ? Optional.of(new Moment(last, done.get(0).firstAt()))
                : Stream.concat(
                                completed(done, Duration.ofDays(segment.withinDays())).stream(),
                                known.stays(Duration.ofDays(segment.withinDays())).stream())
                        .min(Comparator.naturalOrder())
                        .map(at -> new Moment(last, at));
    }

    /**
     * The earliest time at which the steps were done one after the other within the window, or may have been where not all
     * times are known. So more of the same never hides it, nor moves it later. For each step the latest start of a run that
     * has come so far is carried along: no other can be completed where that one cannot.
     */
    private static Optional<Instant> completed(List<RuleUsage> steps, Duration window) {
        List<Occurrence> occurrences = new ArrayList<>();
        NavigableSet<Instant> edges = edges(steps);
        for (int step = 0; step < steps.size(); step++) {
            int index = step;
            steps.get(step).days().forEach(day -> times(day, edges, steps.size())
                    .forEach(at -> occurrences.add(new Occurrence(at, index))));
        }
        // Of one moment the later steps first: what happens at once does not happen one after the other.
        occurrences.sort(Comparator.comparing(Occurrence::at)
                .thenComparing(Comparator.comparing(Occurrence::step).reversed()));
        Instant[] started = new Instant[steps.size()];
        for (Occurrence occurrence : occurrences) {
            int step = occurrence.step();
            Instant start = step == 0 ? occurrence.at() : started[step - 1];
            if (start == null || start.plus(window).isBefore(occurrence.at())) {
                continue;
            }
            if (step == steps.size() - 1) {
                return Optional.of(occurrence.at());
            }
            if (started[step] == null || started[step].isBefore(start)) {
                started[step] = start;
            }
        }
        return Optional.empty();
    }

    private static NavigableSet<Instant> edges(List<RuleUsage> steps) {
        NavigableSet<Instant> edges = new TreeSet<>();
        for (RuleUsage step : steps) {
            for (RuleUsage.Day day : step.days()) {
                edges.addAll(day.times());
                edges.add(day.first());
                edges.add(day.last());
            }
        }
        return edges;
    }

    /** Of a day on which it was done all the time those are enough that are as close to another step as can be. */
    private static Collection<Instant> times(RuleUsage.Day day, NavigableSet<Instant> edges, int steps) {
        if (!day.times().isEmpty()) {
            return day.times();
        }
        Set<Instant> times = new HashSet<>();
        for (Instant edge : edges.subSet(
                day.first().minus(steps, ChronoUnit.MICROS), true, day.last().plus(steps, ChronoUnit.MICROS), true)) {
            for (int away = -steps; away <= steps; away++) {
                Instant at = edge.plus(away, ChronoUnit.MICROS);
                if (!at.isBefore(day.first()) && !at.isAfter(day.last())) {
                    times.add(at);
                }
            }
        }
        return times;
    }

    private record Occurrence(Instant at, int step) {}
}
