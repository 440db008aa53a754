package io.tandem.crm.interaction;

import io.tandem.kit.web.RequestFaults;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * What came of an interaction: what is absent is taken away.
 *
 * @param participants stakeholders of the account who took part
 * @param nextStepDone whether the next step was taken
 * @param version the version that the caller saw; without it the change is made in any case
 */
record CompletionRequest(
        @Size(max = 100) List<@NotNull UUID> participants,
        @Size(max = 2000) String outcome,
        @Size(max = 500) String nextStep,
        LocalDate nextStepDue,
        boolean nextStepDone,
        Long version) {
    void check() {
        if ((nextStepDue != null || nextStepDone) && nextStep == null) {
            throw RequestFaults.problem("nextStep", "is required where it is due or done");
        }
    }
}
