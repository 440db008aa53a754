package io.tandem.routing.simulation;

import io.tandem.routing.domain.Ledger;
import io.tandem.routing.domain.PoolState;
import io.tandem.routing.domain.Rep;
import io.tandem.routing.domain.Staffing;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A pool as it is staffed today, as if nothing had been assigned, nobody were away and nobody full.
 *
 * @param reps those who are switched on
 * @param minutesAWeek how long a handoff's time runs in a week, on average over the reps
 */
record StaffedPool(String name, List<Rep> reps, double minutesAWeek, FairShares shares) {

    static StaffedPool of(Staffing.Pool pool) {
        List<Rep> reps =
                pool.active().stream().map(member -> free(member.rep())).toList();
        return new StaffedPool(pool.name(), reps, minutesAWeek(pool), new FairShares(pool.name(), reps));
    }

    private static Rep free(Rep rep) {
        return new Rep(
                rep.id(),
                rep.name(),
                rep.email(),
                rep.weight(),
                rep.priority(),
                rep.capacity(),
                0,
                true,
                null,
                rep.skills(),
                rep.languages());
    }

    /** Who has a large share of the work and few hours counts the more: the harmonic mean by weight. */
    private static double minutesAWeek(Staffing.Pool pool) {
        double weights = 0;
        double weeksAMinute = 0;
        for (Staffing.Member member : pool.active()) {
            weights += member.rep().weight();
            weeksAMinute +=
                    member.rep().weight() / (double) member.hours().aWeek().toMinutes();
        }
        return weights == 0 ? pool.hours().aWeek().toMinutes() : weights / weeksAMinute;
    }

    /** How many handoffs its reps may hold at once. */
    long capacity() {
        return reps.stream().mapToLong(Rep::capacity).sum();
    }

    /**
     * For a decision that is made out of order: who keeps an account is found, and otherwise nobody. Who is next in turn
     * comes to light in order, afterwards.
     *
     * @param keepers work emails in lower case, of those whom the policy names for accounts
     */
    PoolState outOfTurn(Set<String> keepers) {
        return new PoolState(
                new Ledger(name, 0, List.of()),
                reps.stream()
                        .filter(rep -> keepers.contains(rep.email().toLowerCase(Locale.ROOT)))
                        .map(rep ->
                                new Rep(rep.id(), rep.name(), rep.email(), rep.weight(), rep.priority(), 0, 0, true))
                        .toList());
    }
}
