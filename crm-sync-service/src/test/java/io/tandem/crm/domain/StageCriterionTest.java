package io.tandem.crm.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tandem.crm.domain.StageCriterion.Check;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StageCriterionTest {
    private static final StageCriterion NEED =
            new StageCriterion(OpportunityStage.DEMO, "need", "The need is stated", Check.CONFIRMED);
    private static final StageCriterion MET =
            new StageCriterion(OpportunityStage.DEMO, "met", "A meeting took place", Check.MEETING);
    private static final StageCriterion AMOUNT =
            new StageCriterion(OpportunityStage.BUSINESS_CASE, "amount", "The amount is known", Check.AMOUNT);
    private static final List<StageCriterion> ALL = List.of(AMOUNT, MET, NEED);

    @Test
    void everyStageOnTheWayAsksItsQuestions() {
        assertEquals(
                List.of(MET, NEED, AMOUNT),
                StageCriterion.unmet(
                        OpportunityStage.DISCOVERY, OpportunityStage.PROCUREMENT, ALL, Set.of(), Set.of()));
    }

    @Test
    void whatWasConfirmedOrIsShownIsNotInTheWay() {
        assertEquals(
                List.of(AMOUNT),
                StageCriterion.unmet(null, OpportunityStage.BUSINESS_CASE, ALL, Set.of("need"), Set.of(Check.MEETING)));
    }

    @Test
    void factCannotBeConfirmedByHand() {
        assertEquals(
                List.of(AMOUNT),
                StageCriterion.unmet(
                        OpportunityStage.DEMO, OpportunityStage.CLOSE, ALL, Set.of("amount", "need"), Set.of()));
    }

    @Test
    void nothingIsInTheWayBack() {
        assertEquals(
                List.of(),
                StageCriterion.unmet(OpportunityStage.CLOSE, OpportunityStage.DEMO, ALL, Set.of(), Set.of()));
    }
}
