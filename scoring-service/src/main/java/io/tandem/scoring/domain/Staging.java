package io.tandem.scoring.domain;

import io.tandem.contracts.Stage;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Moves accounts and people between the stages. Each threshold is a Schmitt trigger: one leads in, a lower one leads
 * out, and in between everybody stays where they are.
 */
public final class Staging {
    private Staging() {}

    /** Where this score leads whoever is at the stage before. */
    public static Standing next(
            Stage before,
            BigDecimal score,
            Stages.Thresholds thresholds,
            Circumstances circumstances,
            Stages stages,
            Instant now) {
        if (circumstances.handRaised(stages, now)) {
            return new Standing(Stage.SALES, "asked for sales on " + day(circumstances.handRaisedAt()));
        }
        Standing earned = byScore(before, score, thresholds);
        if (earned.stage() != Stage.SALES) {
            return earned;
        }
        if (circumstances.coolingDown(stages, now)) {
            return new Standing(
                    Stage.NURTURE,
                    "sales declined it on " + day(circumstances.declinedAt()) + " and is not asked again before "
                            + day(circumstances.coolDownEnd(stages)) + ", though the score is " + text(score));
        }
        if (circumstances.doNotLeadWithSales()) {
            return new Standing(
                    Stage.NURTURE,
                    "not to be led with sales, though a score of " + text(score) + " reached "
                            + text(thresholds.sales().enter()));
        }
        return earned;
    }

    /** When the circumstances alone may lead to another stage next. */
    public static Optional<Instant> nextChange(Circumstances circumstances, Stages stages, Instant now) {
        return Stream.of(
                        circumstances.handRaised(stages, now) ? circumstances.handRaiseEnd(stages) : null,
                        circumstances.coolingDown(stages, now) ? circumstances.coolDownEnd(stages) : null)
                .filter(time -> time != null)
                .min(Instant::compareTo);
    }

    private static Standing byScore(Stage before, BigDecimal score, Stages.Thresholds thresholds) {
        Stages.Band sales = thresholds.sales();
        Stages.Band nurture = thresholds.nurture();
        if (reached(score, before == Stage.SALES ? sales.leave() : sales.enter())) {
            return new Standing(
                    Stage.SALES,
                    before == Stage.SALES
                            ? "a score of " + text(score) + " is not below " + text(sales.leave())
                            : "a score of " + text(score) + " reached " + text(sales.enter())
                                    + ", from which on it is worth a salesperson's time");
        }
        if (reached(score, before == Stage.NONE ? nurture.enter() : nurture.leave())) {
            return new Standing(
                    Stage.NURTURE,
                    before == Stage.SALES
                            ? "a score of " + text(score) + " fell below " + text(sales.leave())
                            : before == Stage.NONE
                                    ? "a score of " + text(score) + " reached " + text(nurture.enter())
                                            + ", from which on it is worth nurturing"
                                    : "a score of " + text(score) + " is not below " + text(nurture.leave()));
        }
        return new Standing(
                Stage.NONE,
                before == Stage.NONE
                        ? "a score of " + text(score) + " is below " + text(nurture.enter())
                        : "a score of " + text(score) + " fell below " + text(nurture.leave()));
    }

    private static boolean reached(BigDecimal score, BigDecimal threshold) {
        return score.compareTo(threshold) >= 0;
    }

    private static String text(BigDecimal points) {
        return points.signum() == 0 ? "0" : points.stripTrailingZeros().toPlainString();
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }
}
