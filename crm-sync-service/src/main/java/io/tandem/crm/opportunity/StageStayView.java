package io.tandem.crm.opportunity;

import io.tandem.contracts.OpportunityAdvanced.Outcome;
import io.tandem.crm.domain.OpportunityStage;
import io.tandem.crm.domain.StageStay;
import java.time.Instant;

/**
 * A time in a stage.
 *
 * @param leftAt null while the opportunity is there
 * @param seconds how long, until now where it is there still
 * @param exception why it was let in although criteria were not met, or null
 */
record StageStayView(
        OpportunityStage stage,
        Outcome outcome,
        Instant enteredAt,
        Instant leftAt,
        long seconds,
        String author,
        String exception) {
    static StageStayView from(StageStay stay, Instant now) {
        return new StageStayView(
                stay.stage(),
                stay.outcome(),
                stay.enteredAt(),
                stay.leftAt(),
                stay.length(now).toSeconds(),
                stay.by(),
                stay.exception());
    }
}
