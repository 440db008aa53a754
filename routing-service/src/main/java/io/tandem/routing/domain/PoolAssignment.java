package io.tandem.routing.domain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Who of a pool receives one piece of work, and why. Everything it reads is in the pool's state. */
public final class PoolAssignment {
    private static final int NAMED = 5;

    private PoolAssignment() {}

    /**
     * An assignment, or that there is none.
     *
     * @param rep who receives, or null while nobody can
     * @param after the ledger with this assignment in it; as it was without one
     * @param because in words
     * @param fallback why somebody received who does not bring what is needed, or null
     */
    public record Result(Rep rep, Ledger after, String because, String fallback) {}

    /** @param decliners who did not take this piece of work */
    public static Result assign(PoolState pool, Needs needs, Set<UUID> decliners) {
        List<Rep> reps = atWork(pool, decliners);
        Predicate<Rep> asked = rep -> rep.canReceive() && !decliners.contains(rep.id());
        boolean somebodyFits = reps.stream().filter(asked).anyMatch(needs::areMetBy);
        Set<UUID> passedOver = new HashSet<>(decliners);
        if (somebodyFits) {
            reps.stream().filter(rep -> !needs.areMetBy(rep)).forEach(rep -> passedOver.add(rep.id()));
        }
        Optional<FairAssignment.Assignment> assigned = FairAssignment.assign(pool.ledger(), reps, passedOver);
        if (assigned.isEmpty()) {
            return new Result(null, pool.ledger(), "nobody yet: " + nobody(pool, decliners), null);
        }
        Rep chosen = named(assigned.get().repId(), pool.reps());
        StringBuilder because = new StringBuilder(chosen.name());
        because.append(" has ")
                .append(firstBy(assigned.get()))
                .append(" in pool ")
                .append(pool.ledger().pool());
        if (!needs.areNone() && somebodyFits) {
            because.append(" of those who can receive and who ")
                    .append(needs.inWords().replace("speaks", "speak").replace("knows", "know"));
        }
        because.append(": ").append(shortfalls(assigned.get(), pool.reps(), passedOver));
        if (chosen.away() != null) {
            because.append("; nobody works now, and ")
                    .append(chosen.name())
                    .append(" is back first, at ")
                    .append(chosen.away().until());
        }
        String fallback = needs.areNone() || somebodyFits
                ? null
                : "nobody of pool " + pool.ledger().pool() + " who " + needs.inWords()
                        + " can receive now, so the whole pool was asked";
        return new Result(chosen, assigned.get().after(), because.toString(), fallback);
    }

    private static String firstBy(FairAssignment.Assignment assignment) {
        return assignment.tieBreaks().isEmpty()
                ? "the largest shortfall"
                : assignment.tieBreaks().stream()
                                .map(FairAssignment.TieBreak::inWords)
                                .collect(Collectors.joining(", then "))
                        + " of the " + assignment.alike() + " with the largest shortfall";
    }

    /** Where work is not to wait for somebody to begin, those who begin first count as at work when nobody else is. */
    private static List<Rep> atWork(PoolState pool, Set<UUID> decliners) {
        if (pool.afterHours() == AfterHours.QUEUE
                || pool.reps().stream().anyMatch(rep -> rep.canReceive() && !decliners.contains(rep.id()))) {
            return pool.reps();
        }
        Optional<Instant> first = next(pool, decliners);
        return pool.reps().stream()
                .map(rep -> first.isPresent()
                                && rep.isFree()
                                && rep.away() != null
                                && rep.away().until().equals(first.get())
                        ? rep.atWork()
                        : rep)
                .toList();
    }

    /** When somebody who is away only for the hour is back. */
    private static Optional<Instant> next(PoolState pool, Set<UUID> decliners) {
        return pool.reps().stream()
                .filter(rep -> rep.isFree() && rep.away() != null && !decliners.contains(rep.id()))
                .map(rep -> rep.away().until())
                .min(Instant::compareTo);
    }

    private static String nobody(PoolState pool, Set<UUID> decliners) {
        String name = pool.ledger().pool();
        if (pool.reps().isEmpty()) {
            return "pool " + name + " has no members";
        }
        Map<String, Integer> hindrances = new TreeMap<>();
        for (Rep rep : pool.reps()) {
            String why = !rep.active()
                    ? "switched off"
                    : decliners.contains(rep.id())
                            ? "declined"
                            : rep.isFree() ? rep.away().because() : "at capacity";
            hindrances.merge(why, 1, Integer::sum);
        }
        String counted = hindrances.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
        String next =
                next(pool, decliners).map(at -> "; somebody is back at " + at).orElse("");
        return "no rep of pool " + name + " can receive now: " + counted + next;
    }

    private static String shortfalls(FairAssignment.Assignment assignment, List<Rep> reps, Set<UUID> passedOver) {
        List<Map.Entry<UUID, BigDecimal>> largest =
                new ArrayList<>(assignment.shortfalls().entrySet());
        largest.removeIf(entry -> passedOver.contains(entry.getKey()));
        largest.sort(Map.Entry.<UUID, BigDecimal>comparingByValue().reversed().thenComparing(entry -> !entry.getKey()
                .equals(assignment.repId())));
        return largest.stream()
                .limit(NAMED)
                .map(entry -> named(entry.getKey(), reps).name() + " "
                        + entry.getValue().setScale(2, RoundingMode.HALF_EVEN).toPlainString())
                .collect(Collectors.joining(", "));
    }

    private static Rep named(UUID id, List<Rep> reps) {
        return reps.stream().filter(rep -> rep.id().equals(id)).findFirst().orElseThrow();
    }
}
