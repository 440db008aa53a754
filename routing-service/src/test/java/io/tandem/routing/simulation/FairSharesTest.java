package io.tandem.routing.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tandem.routing.domain.FairAssignment;
import io.tandem.routing.domain.Ledger;
import io.tandem.routing.domain.Needs;
import io.tandem.routing.domain.PoolAssignment;
import io.tandem.routing.domain.PoolState;
import io.tandem.routing.domain.Rep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FairSharesTest {
    private static final Needs FRENCH = new Needs(List.of(), "fr");
    private static final Needs LATIN = new Needs(List.of(), "la");

    @Test
    void assignsAsInLife() {
        Random random = new Random(20261127);
        for (int pool = 0; pool < 40; pool++) {
            List<Rep> reps = reps(random);
            FairShares shares = new FairShares("SALES_LED", reps);
            Ledger ledger = new Ledger("SALES_LED", 0, List.of());
            for (int i = 0; i < 80; i++) {
                FairAssignment.Assignment inLife =
                        FairAssignment.assign(ledger, reps).orElseThrow();
                ledger = inLife.after();
                assertEquals(
                        inLife.repId(),
                        shares.next(Needs.NONE).orElseThrow().id(),
                        "assignment " + i + " of pool " + pool);
            }
        }
    }

    @Test
    void asksWhoBringsWhatIsNeededAsInLife() {
        Random random = new Random(4711);
        for (int pool = 0; pool < 20; pool++) {
            List<Rep> reps = reps(random);
            FairShares shares = new FairShares("SALES_LED", reps);
            Ledger ledger = new Ledger("SALES_LED", 0, List.of());
            for (int i = 0; i < 80; i++) {
                Needs needs = List.of(Needs.NONE, Needs.NONE, LATIN, FRENCH).get(random.nextInt(i < 20 ? 3 : 4));
                PoolAssignment.Result inLife = PoolAssignment.assign(new PoolState(ledger, reps), needs, Set.of());
                ledger = inLife.after();
                assertEquals(
                        inLife.rep().id(),
                        shares.next(needs).orElseThrow().id(),
                        "assignment " + i + " of pool " + pool);
            }
        }
    }

    @Test
    void findsNobodyWhereNobodyIs() {
        assertEquals(Optional.empty(), new FairShares("SALES_LED", List.of()).next(FRENCH));
    }

    private static List<Rep> reps(Random random) {
        List<Rep> reps = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(8); i++) {
            UUID id = new UUID(random.nextLong(), random.nextLong());
            List<String> languages = random.nextInt(3) == 0 ? List.of("fr") : List.of();
            int weight = 1 + random.nextInt(4);
            reps.add(new Rep(id, "Rep " + i, "", weight, random.nextInt(2), 9, 0, true, null, List.of(), languages));
        }
        return reps;
    }
}
