package io.tandem.routing.domain;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;

/**
 * What the reps of one pool have received so far.
 *
 * @param sequence how many assignments the pool has made: the ledger's position
 */
public record Ledger(String pool, long sequence, List<Standing> standings) {

    /**
     * One rep's line.
     *
     * @param weight the weight that the line was last reckoned with
     * @param assigned what the rep received from this pool ({@code n})
     * @param credit what is counted as received on top ({@code C}), so that nobody catches up on what was not missed
     * @param lastSequence the position at which the rep received last, 0 for never
     * @param present whether the rep could receive when the pool assigned last
     */
    public record Standing(
            UUID repId, int weight, long assigned, BigDecimal credit, long lastSequence, boolean present) {

        /** {@code n + C} */
        BigDecimal counted() {
            return BigDecimal.valueOf(assigned).add(credit);
        }

        Standing counting(BigDecimal counted, int newWeight) {
            return new Standing(
                    repId, newWeight, assigned, counted.subtract(BigDecimal.valueOf(assigned)), lastSequence, true);
        }

        Standing absent() {
            return new Standing(repId, weight, assigned, credit, lastSequence, false);
        }

        Standing receiving(long sequence) {
            return new Standing(repId, weight, assigned + 1, credit, sequence, present);
        }
    }
}
