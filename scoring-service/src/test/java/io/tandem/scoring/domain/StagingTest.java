package io.tandem.scoring.domain;

import static io.tandem.contracts.Stage.NONE;
import static io.tandem.contracts.Stage.NURTURE;
import static io.tandem.contracts.Stage.SALES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tandem.contracts.Stage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StagingTest {
    private static final Instant NOW = TestFacts.NOW;
    private static final Circumstances PLAIN = Circumstances.NONE;
    private static final Stages.Thresholds THRESHOLDS = thresholds("35", "29", "55", "47");
    private static final Stages STAGES = new Stages(THRESHOLDS, THRESHOLDS, 30, 90);

    @Test
    void entersAtOneThresholdAndLeavesBelowAnother() {
        assertEquals(NONE, next(NONE, "34.99"));
        assertEquals(NURTURE, next(NONE, "35"));
        assertEquals(NURTURE, next(NURTURE, "29"));
        assertEquals(NONE, next(NURTURE, "28.99"));
        assertEquals(NURTURE, next(NURTURE, "54.99"));
        assertEquals(SALES, next(NURTURE, "55"));
        assertEquals(SALES, next(NONE, "55"));
        assertEquals(SALES, next(SALES, "47"));
        assertEquals(NURTURE, next(SALES, "46.99"));
        assertEquals(NONE, next(SALES, "28.99"));
    }

    @Test
    void scoreBetweenTwoThresholdsNeverFlaps() {
        Random random = new Random(20261126);
        for (int run = 0; run < 500; run++) {
            Stages.Thresholds thresholds = thresholds(random);
            Stage stage = Stage.values()[random.nextInt(3)];
            for (int phase = 0; phase < 20; phase++) {
                // Once the stage has settled, no score between leaving and entering its neighbours moves it.
                stage = settled(stage, random, thresholds);
                BigDecimal low = stage == NONE
                        ? BigDecimal.ZERO
                        : (stage == SALES ? thresholds.sales() : thresholds.nurture()).leave();
                BigDecimal high = stage == SALES
                        ? BigDecimal.valueOf(100)
                        : (stage == NURTURE ? thresholds.sales() : thresholds.nurture()).enter();
                for (int step = 0; step < 50; step++) {
                    BigDecimal score = between(low, high, random);
                    assertEquals(stage, next(stage, score, thresholds), () -> thresholds + " at " + score);
                }
            }
        }
    }

    @Test
    void movesNoOftenerThanTheScoreCrossesAWholeGap() {
        Random random = new Random(42);
        for (int run = 0; run < 200; run++) {
            Stages.Thresholds thresholds = thresholds(random);
            BigDecimal score = BigDecimal.ZERO;
            Stage stage = NONE;
            BigDecimal lowest = score;
            BigDecimal highest = score;
            for (int step = 0; step < 400; step++) {
                score = between(
                        score.subtract(BigDecimal.valueOf(6)).max(BigDecimal.ZERO),
                        score.add(BigDecimal.valueOf(6)).min(BigDecimal.valueOf(100)),
                        random);
                lowest = lowest.min(score);
                highest = highest.max(score);
                Stage next = next(stage, score, thresholds);
                if (next != stage && next.compareTo(stage) > 0) {
                    Stages.Band entered = next == SALES ? thresholds.sales() : thresholds.nurture();
                    assertTrue(score.compareTo(entered.enter()) >= 0);
                } else if (next != stage) {
                    Stages.Band left = stage == SALES ? thresholds.sales() : thresholds.nurture();
                    assertTrue(highest.subtract(lowest).compareTo(left.enter().subtract(left.leave())) >= 0);
                    assertTrue(score.compareTo(left.leave()) < 0);
                }
                stage = next;
            }
        }
    }

    @Test
    void handRaiserGoesToSalesWhateverTheScoreUntilItIsTooLongAgo() {
        Circumstances raised = new Circumstances(NOW, null, null, true);

        Standing standing = Staging.next(NONE, BigDecimal.ONE, THRESHOLDS, raised, STAGES, NOW);
        assertEquals(new Standing(SALES, "asked for sales on 2026-11-20"), standing);
        assertEquals(
                NOW.plus(Duration.ofDays(90)),
                Staging.nextChange(raised, STAGES, NOW).orElseThrow());
        assertEquals(
                NONE,
                Staging.next(SALES, BigDecimal.ONE, THRESHOLDS, raised, STAGES, NOW.plus(Duration.ofDays(90)))
                        .stage());
    }

    @Test
    void declineCoolsDownForItsTime() {
        Circumstances declined = new Circumstances(null, NOW, null, false);
        BigDecimal high = new BigDecimal("80");

        Standing cooling = Staging.next(SALES, high, THRESHOLDS, declined, STAGES, NOW.plusSeconds(1));
        assertEquals(NURTURE, cooling.stage());
        assertEquals(
                "sales declined it on 2026-11-20 and is not asked again before 2026-12-20, though the score is 80",
                cooling.reason());
        Instant end = Staging.nextChange(declined, STAGES, NOW).orElseThrow();
        assertEquals(
                NURTURE,
                Staging.next(NURTURE, high, THRESHOLDS, declined, STAGES, end.minusMillis(1))
                        .stage());
        assertEquals(
                SALES,
                Staging.next(NURTURE, high, THRESHOLDS, declined, STAGES, end).stage());
        assertEquals(
                NURTURE,
                Staging.next(NURTURE, new BigDecimal("50"), THRESHOLDS, declined, STAGES, end)
                        .stage(),
                "after the cool-down it has to enter anew");
    }

    @Test
    void coolsDownForAsLongAsRoutingLetsTheAccountRestIfThatIsLonger() {
        Instant longer = NOW.plus(Duration.ofDays(STAGES.coolDownDays() + 5L));
        assertEquals(
                longer,
                Staging.nextChange(new Circumstances(null, NOW, longer, false), STAGES, NOW)
                        .orElseThrow());
        assertEquals(
                NOW.plus(Duration.ofDays(STAGES.coolDownDays())),
                Staging.nextChange(new Circumstances(null, NOW, NOW.plusSeconds(9), false), STAGES, NOW)
                        .orElseThrow());
    }

    @Test
    void handRaisedAfterADeclineGoesBeforeItAndOneRaisedEarlierDoesNot() {
        assertEquals(
                SALES,
                Staging.next(
                                NONE,
                                BigDecimal.ONE,
                                THRESHOLDS,
                                new Circumstances(NOW, NOW.minusSeconds(1), null, false),
                                STAGES,
                                NOW)
                        .stage());
        assertEquals(
                NONE,
                Staging.next(
                                SALES,
                                BigDecimal.ONE,
                                THRESHOLDS,
                                new Circumstances(NOW.minusSeconds(1), NOW, null, false),
                                STAGES,
                                NOW)
                        .stage());
    }

    @Test
    void whoIsNotToBeLedWithSalesIsNurtured() {
        Standing standing = Staging.next(
                NONE, new BigDecimal("70"), THRESHOLDS, Circumstances.NONE.doNotLeadWithSales(true), STAGES, NOW);

        assertEquals(new Standing(NURTURE, "not to be led with sales, though a score of 70 reached 55"), standing);
    }

    @Test
    void everyFaultOfASectionIsTold() {
        Stages.Band none = null;
        Stages stages = new Stages(
                new Stages.Thresholds(band("35", "36"), none),
                new Stages.Thresholds(band("50", "40"), band("45", "30")),
                -1,
                4000);

        Map<String, String> faults = stages.faults();
        assertEquals(
                Set.of(
                        "account.nurture.leave",
                        "account.sales",
                        "person.sales.enter",
                        "person.sales.leave",
                        "coolDownDays",
                        "handRaiseDays"),
                faults.keySet());
        assertEquals(Map.of(), STAGES.faults());
        assertEquals(
                List.of("account", "person"),
                List.copyOf(new Stages(null, null, 0, 0).faults().keySet()));
    }

    private static Stage settled(Stage stage, Random random, Stages.Thresholds thresholds) {
        return next(stage, between(BigDecimal.ZERO, BigDecimal.valueOf(100), random), thresholds);
    }

    private static Stage next(Stage before, String score) {
        return next(before, new BigDecimal(score), THRESHOLDS);
    }

    private static Stage next(Stage before, BigDecimal score, Stages.Thresholds thresholds) {
        return Staging.next(before, score, thresholds, PLAIN, STAGES, NOW).stage();
    }

    /** In hundredths; the upper end excluded. */
    private static BigDecimal between(BigDecimal low, BigDecimal high, Random random) {
        int from = low.movePointRight(2).intValueExact();
        int to = high.movePointRight(2).intValueExact();
        return BigDecimal.valueOf(from + random.nextInt(to - from), 2);
    }

    private static Stages.Thresholds thresholds(Random random) {
        int nurtureLeave = 1 + random.nextInt(40);
        int nurtureEnter = nurtureLeave + 1 + random.nextInt(15);
        int salesEnter = nurtureEnter + 1 + random.nextInt(40);
        int salesLeave = nurtureLeave + random.nextInt(salesEnter - nurtureLeave);
        Stages.Thresholds thresholds =
                thresholds("" + nurtureEnter, "" + nurtureLeave, "" + salesEnter, "" + salesLeave);
        assertEquals(Map.of(), new Stages(thresholds, thresholds, 1, 1).faults());
        return thresholds;
    }

    private static Stages.Thresholds thresholds(
            String nurtureEnter, String nurtureLeave, String salesEnter, String salesLeave) {
        return new Stages.Thresholds(band(nurtureEnter, nurtureLeave), band(salesEnter, salesLeave));
    }

    private static Stages.Band band(String enter, String leave) {
        return new Stages.Band(new BigDecimal(enter), new BigDecimal(leave));
    }
}
