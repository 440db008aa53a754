package io.tandem.crm.opportunity;

import io.tandem.crm.domain.OpportunityStage;
import io.tandem.crm.domain.StageCriterion;
import java.util.List;

/**
 * What the next stage asks for.
 *
 * @param stage null when the opportunity is closed
 */
record NextStageView(OpportunityStage stage, List<CriterionView> criteria) {

    /** A criterion of the next stage, and whether it is met. */
    record CriterionView(String key, String text, StageCriterion.Check check, boolean met) {}
}
