package io.tandem.routing.domain;

import static java.math.BigDecimal.ONE;
import static java.math.BigDecimal.ZERO;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Weighted round robin by largest shortfall over those who can receive now:
 *
 * <pre>shortfall = (N + ΣC)·w/Σw − (n + C)</pre>
 *
 * Ties go to the larger weight, then the higher priority, then who received least recently, then the smaller id.
 * Shortfalls always sum up to zero, so the largest is never negative and nobody is ever a whole assignment ahead of
 * the own share.
 *
 * <p>When somebody starts or stops being able to receive, or weights change, credits {@code C} are set so that
 * everybody else's shortfall stays, a newcomer or returner starts at zero, and what a leaver was owed or owed is
 * settled against those on the opposite side, the furthest first, never beyond zero. Such a settlement only ever moves
 * shortfalls towards zero, so the bound survives every change.
 */
public final class FairAssignment {
    /** Credits have nine decimals: a rounding of a billionth of an assignment for each change of a pool. */
    private static final int SCALE = 9;

    private FairAssignment() {}

    /**
     * Who receives.
     *
     * @param after the ledger with this assignment in it
     * @param shortfalls of everybody who could receive, before the assignment
     * @param alike how many of those who were asked had the largest shortfall
     * @param tieBreaks what told the receiver from them, in the order in which it was looked at; empty if there was no tie
     */
    public record Assignment(
            UUID repId, Ledger after, Map<UUID, BigDecimal> shortfalls, int alike, List<TieBreak> tieBreaks) {}

    /** What decides between equal shortfalls, in this order. */
    public enum TieBreak {
        WEIGHT(
                "the largest weight",
                Comparator.comparing(candidate -> candidate.rep().weight())),
        PRIORITY(
                "the highest priority",
                Comparator.comparing(candidate -> candidate.rep().priority())),
        LEAST_RECENTLY(
                "the longest wait since the last assignment",
                Comparator.comparing(Candidate::lastSequence, Comparator.reverseOrder())),
        ID("the smallest id", Comparator.comparing(candidate -> candidate.rep().id(), Comparator.reverseOrder()));

        private final String inWords;
        private final Comparator<Candidate> order;

        TieBreak(String inWords, Comparator<Candidate> order) {
            this.inWords = inWords;
            this.order = order;
        }

        String inWords() {
            return inWords;
        }
    }

    /** @param claim the shortfall as it is compared */
    private record Candidate(Rep rep, BigDecimal claim, long lastSequence) {}

    /** Assigns one piece of work, or nothing when nobody can receive; the ledger is then as it was. */
    public static Optional<Assignment> assign(Ledger ledger, Collection<Rep> reps) {
        return assign(ledger, reps, Set.of());
    }

    /**
     * The same, passing over reps who declined this piece of work or do not bring what it needs. They stay in the
     * reckoning, so who receives out of turn receives less of what comes next.
     */
    public static Optional<Assignment> assign(Ledger ledger, Collection<Rep> reps, Set<UUID> passedOver) {
        List<Rep> able = reps.stream()
                .filter(Rep::canReceive)
                .sorted(Comparator.comparing(Rep::id))
                .toList();
        if (able.stream().allMatch(rep -> passedOver.contains(rep.id()))) {
            return Optional.empty();
        }
        Map<UUID, Ledger.Standing> lines = new LinkedHashMap<>();
        ledger.standings().forEach(line -> lines.put(line.repId(), line));
        settle(lines, able);
        join(lines, able);

        Weighing weighing = Weighing.of(lines.values());
        List<Candidate> left = first(
                able.stream()
                        .filter(rep -> !passedOver.contains(rep.id()))
                        .map(rep -> new Candidate(
                                rep,
                                weighing.comparable(lines.get(rep.id())),
                                lines.get(rep.id()).lastSequence()))
                        .toList(),
                Comparator.comparing(Candidate::claim));
        int alike = left.size();
        List<TieBreak> tieBreaks = new ArrayList<>();
        for (TieBreak tieBreak : TieBreak.values()) {
            if (left.size() == 1) {
                break;
            }
            List<Candidate> narrowed = first(left, tieBreak.order);
            if (narrowed.size() < left.size()) {
                tieBreaks.add(tieBreak);
            }
            left = narrowed;
        }
        Rep chosen = left.get(0).rep();
        Map<UUID, BigDecimal> shortfalls = new LinkedHashMap<>();
        able.forEach(rep -> shortfalls.put(rep.id(), weighing.shortfall(lines.get(rep.id()))));

        long sequence = ledger.sequence() + 1;
        lines.computeIfPresent(chosen.id(), (id, line) -> line.receiving(sequence));
        if (able.stream().anyMatch(rep -> passedOver.contains(rep.id()))) {
            keepWithinBounds(lines);
        }
        Ledger after = new Ledger(ledger.pool(), sequence, List.copyOf(lines.values()));
        return Optional.of(new Assignment(chosen.id(), after, shortfalls, alike, List.copyOf(tieBreaks)));
    }

    /** All that the order puts before the others. */
    private static List<Candidate> first(List<Candidate> candidates, Comparator<Candidate> order) {
        Candidate best = Collections.max(candidates, order);
        return candidates.stream()
                .filter(candidate -> order.compare(candidate, best) == 0)
                .toList();
    }

    /** Takes those out who cannot receive any more, and takes over changed weights. */
    private static void settle(Map<UUID, Ledger.Standing> lines, List<Rep> able) {
        Map<UUID, Rep> ableById = new LinkedHashMap<>();
        able.forEach(rep -> ableById.put(rep.id(), rep));
        List<Ledger.Standing> present =
                lines.values().stream().filter(Ledger.Standing::present).toList();
        List<Ledger.Standing> staying = present.stream()
                .filter(line -> ableById.containsKey(line.repId()))
                .toList();
        boolean reweighted = staying.stream()
                .anyMatch(line -> line.weight() != ableById.get(line.repId()).weight());
        if (staying.size() == present.size() && !reweighted) {
            return;
        }
        Weighing before = Weighing.of(present);
        Map<UUID, BigDecimal> shortfalls = new LinkedHashMap<>();
        staying.forEach(line -> shortfalls.put(line.repId(), before.shortfall(line)));
        // All shortfalls sum up to zero, so the leavers' is what those who stay lack of it.
        BigDecimal leavers =
                shortfalls.values().stream().reduce(ZERO, BigDecimal::add).negate();
        if (staying.size() < present.size()) {
            absorb(leavers, shortfalls);
        }

        present.forEach(line -> lines.put(line.repId(), line.absent()));
        BigDecimal counted = staying.stream().map(Ledger.Standing::counted).reduce(ZERO, BigDecimal::add);
        long weights = staying.stream()
                .mapToLong(line -> ableById.get(line.repId()).weight())
                .sum();
        for (Ledger.Standing line : staying) {
            int weight = ableById.get(line.repId()).weight();
            BigDecimal share = share(counted, weight, weights);
            lines.put(line.repId(), line.counting(share.subtract(shortfalls.get(line.repId())), weight));
        }
    }

    /** Spreads what leavers leave behind over those on the other side of zero, the furthest first. */
    private static void absorb(BigDecimal amount, Map<UUID, BigDecimal> shortfalls) {
        int sign = amount.signum();
        List<UUID> furthestFirst = new ArrayList<>(shortfalls.keySet());
        furthestFirst.sort(Comparator.comparing((UUID id) -> shortfalls.get(id).multiply(BigDecimal.valueOf(sign)))
                .thenComparing(Comparator.naturalOrder()));
        BigDecimal left = amount.abs();
        for (UUID id : furthestFirst) {
            BigDecimal shortfall = shortfalls.get(id);
            if (left.signum() == 0 || shortfall.signum() != -sign) {
                return;
            }
            BigDecimal moved = left.min(shortfall.abs());
            shortfalls.put(id, shortfall.add(sign > 0 ? moved : moved.negate()));
            left = left.subtract(moved);
        }
    }

    /** Newcomers and returners start as if they had received their share all along: neither flooded nor behind. */
    private static void join(Map<UUID, Ledger.Standing> lines, List<Rep> able) {
        for (Rep rep : able) {
            Ledger.Standing line = lines.get(rep.id());
            if (line != null && line.present()) {
                continue;
            }
            Ledger.Standing known =
                    line != null ? line : new Ledger.Standing(rep.id(), rep.weight(), 0, ZERO, 0, false);
            Weighing pool = Weighing.of(lines.values());
            BigDecimal counted = pool.weights == 0 ? known.counted() : share(pool.counted, rep.weight(), pool.weights);
            lines.put(rep.id(), known.counting(counted, rep.weight()));
        }
    }

    /**
     * Work that went to somebody whose turn it was not may have driven shortfalls beyond what work in turn can. All of
     * them then shrink by one factor, so that nobody runs up claims. With k reps and H(m) = 1 + 1/2 + … + 1/m nobody may
     * be more than 1 ahead, and the mean of the m who are owed most may not be above H(k−1) − H(m−1): what every
     * assignment in turn keeps to, see the README.
     */
    private static void keepWithinBounds(Map<UUID, Ledger.Standing> lines) {
        List<Ledger.Standing> present =
                lines.values().stream().filter(Ledger.Standing::present).toList();
        Weighing weighing = Weighing.of(present);
        List<BigDecimal> largestFirst = present.stream()
                .map(weighing::shortfall)
                .sorted(Comparator.reverseOrder())
                .toList();
        int k = largestFirst.size();
        BigDecimal factor = quotient(ONE, largestFirst.get(k - 1).negate().max(ONE));
        BigDecimal limit = ZERO;
        for (int m = k - 1; m >= 1; m--) {
            limit = limit.add(quotient(ONE, BigDecimal.valueOf(m)));
            BigDecimal sum = largestFirst.subList(0, m).stream().reduce(ZERO, BigDecimal::add);
            BigDecimal most = limit.multiply(BigDecimal.valueOf(m));
            factor = factor.min(quotient(most, sum.max(most)));
        }
        if (factor.compareTo(ONE) == 0) {
            return;
        }
        for (Ledger.Standing line : present) {
            BigDecimal shrunk = weighing.shortfall(line).multiply(factor).setScale(SCALE, RoundingMode.DOWN);
            BigDecimal share = share(weighing.counted, line.weight(), weighing.weights);
            lines.put(line.repId(), line.counting(share.subtract(shrunk), line.weight()));
        }
    }

    private static BigDecimal quotient(BigDecimal part, BigDecimal whole) {
        return part.divide(whole, SCALE, RoundingMode.DOWN);
    }

    private static BigDecimal share(BigDecimal counted, int weight, long weights) {
        return counted.multiply(BigDecimal.valueOf(weight))
                .divide(BigDecimal.valueOf(weights), SCALE, RoundingMode.HALF_EVEN);
    }

    /** {@code N + ΣC} and {@code Σw} of those who are present. */
    private record Weighing(BigDecimal counted, long weights) {
        static Weighing of(Collection<Ledger.Standing> lines) {
            BigDecimal counted = ZERO;
            long weights = 0;
            for (Ledger.Standing line : lines) {
                if (line.present()) {
                    counted = counted.add(line.counted());
                    weights += line.weight();
                }
            }
            return new Weighing(counted, weights);
        }

        /** The shortfall times Σw: without a division, so without rounding. */
        BigDecimal comparable(Ledger.Standing line) {
            return counted.multiply(BigDecimal.valueOf(line.weight()))
                    .subtract(line.counted().multiply(BigDecimal.valueOf(weights)));
        }

        BigDecimal shortfall(Ledger.Standing line) {
            return comparable(line).divide(BigDecimal.valueOf(weights), SCALE, RoundingMode.HALF_EVEN);
        }
    }
}
