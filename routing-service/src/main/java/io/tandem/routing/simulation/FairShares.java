package io.tandem.routing.simulation;

import io.tandem.routing.domain.FairAssignment;
import io.tandem.routing.domain.Ledger;
import io.tandem.routing.domain.Needs;
import io.tandem.routing.domain.Rep;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A pool whose reps all can receive all the time, from nothing assigned on. There fair assignment needs no credits, so
 * that the shortfall times the sum of weights is a whole number, {@code N·w − n·Σw}, and next is found in nanoseconds:
 * a simulation asks hundreds of thousands of times, one after the other. Ties are broken as in life. From the first
 * work on that not everybody can take the ledger of life itself is kept.
 */
final class FairShares {
    private final String pool;
    private final List<Rep> reps;
    private final Map<UUID, Rep> byId;
    private final long[] received;
    private final long[] lastAt;
    private final long weights;
    private long assigned;
    private Ledger ledger;

    /** @param members none of them switched off, away or full */
    FairShares(String pool, List<Rep> members) {
        this.pool = pool;
        // Of equals the one that comes first wins.
        reps = members.stream()
                .sorted(Comparator.comparing(Rep::weight)
                        .reversed()
                        .thenComparing(Comparator.comparing(Rep::priority).reversed())
                        .thenComparing(Rep::id))
                .toList();
        byId = reps.stream().collect(Collectors.toMap(Rep::id, Function.identity()));
        received = new long[reps.size()];
        lastAt = new long[reps.size()];
        weights = reps.stream().mapToLong(Rep::weight).sum();
    }

    /** Who receives the next piece of work; who brings what it needs is asked first. Empty where nobody is there. */
    Optional<Rep> next(Needs needs) {
        if (reps.isEmpty()) {
            return Optional.empty();
        }
        Set<UUID> passedOver = passedOver(needs);
        if (!passedOver.isEmpty() && ledger == null) {
            ledger = ledger();
        }
        return Optional.of(ledger == null ? next() : inLife(passedOver));
    }

    private Set<UUID> passedOver(Needs needs) {
        if (needs.areNone() || reps.stream().noneMatch(needs::areMetBy)) {
            return Set.of();
        }
        Set<UUID> passedOver = new HashSet<>();
        reps.stream().filter(rep -> !needs.areMetBy(rep)).forEach(rep -> passedOver.add(rep.id()));
        return passedOver;
    }

    private Rep inLife(Set<UUID> passedOver) {
        FairAssignment.Assignment next =
                FairAssignment.assign(ledger, reps, passedOver).orElseThrow();
        ledger = next.after();
        return byId.get(next.repId());
    }

    private Ledger ledger() {
        Map<UUID, Ledger.Standing> standings = new TreeMap<>();
        for (int i = 0; i < reps.size(); i++) {
            Rep rep = reps.get(i);
            standings.put(
                    rep.id(),
                    new Ledger.Standing(rep.id(), rep.weight(), received[i], BigDecimal.ZERO, lastAt[i], true));
        }
        return new Ledger(pool, assigned, List.copyOf(standings.values()));
    }

    private Rep next() {
        int chosen = 0;
        for (int i = 1; i < reps.size(); i++) {
            if (goesBefore(i, chosen)) {
                chosen = i;
            }
        }
        assigned++;
        received[chosen]++;
        lastAt[chosen] = assigned;
        return reps.get(chosen);
    }

    private boolean goesBefore(int one, int other) {
        int byShortfall = Long.compare(shortfall(one), shortfall(other));
        if (byShortfall != 0) {
            return byShortfall > 0;
        }
        Rep rep = reps.get(one);
        Rep rival = reps.get(other);
        boolean equals = rep.weight() == rival.weight() && rep.priority() == rival.priority();
        return equals && lastAt[one] < lastAt[other];
    }

    private long shortfall(int of) {
        return assigned * reps.get(of).weight() - received[of] * weights;
    }
}
