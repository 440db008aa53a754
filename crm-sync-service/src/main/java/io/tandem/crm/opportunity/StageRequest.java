package io.tandem.crm.opportunity;

import io.tandem.contracts.OpportunityAdvanced.Outcome;
import io.tandem.crm.domain.OpportunityStage;
import io.tandem.kit.web.FieldFault;
import io.tandem.kit.web.RequestFaults;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * A move to another stage, forth or back; out of CLOSE it opens the opportunity again.
 *
 * @param outcome WON or LOST for CLOSE, else absent
 * @param reason why it was lost, or won
 * @param exception why it may enter the stage although criteria are not met
 * @param version the version that the caller saw; without it the change is made in any case
 */
record StageRequest(
        @NotNull OpportunityStage stage,
        Outcome outcome,
        @Size(max = 1000) String reason,
        @Size(max = 1000) String exception,
        Long version) {
    /** What becomes of the opportunity; all that is wrong is told at once. */
    Outcome became() {
        List<FieldFault> faults = new ArrayList<>();
        boolean closes = stage == OpportunityStage.CLOSE;
        if (closes && (outcome == null || outcome == Outcome.OPEN)) {
            faults.add(new FieldFault("outcome", "must be WON or LOST for CLOSE"));
        }
        if (!closes && outcome != null && outcome != Outcome.OPEN) {
            faults.add(new FieldFault("outcome", "is for CLOSE only"));
        }
        if (outcome == Outcome.LOST && (reason == null || reason.isBlank())) {
            faults.add(new FieldFault("reason", "is required for what is lost"));
        }
        if (!faults.isEmpty()) {
            throw RequestFaults.problem(faults);
        }
        return closes ? outcome : Outcome.OPEN;
    }
}
