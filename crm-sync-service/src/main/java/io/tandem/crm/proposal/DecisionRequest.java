package io.tandem.crm.proposal;

import io.tandem.kit.web.RequestFaults;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * What the client decided.
 *
 * @param reason why, in plain words; required where it is declined
 * @param version the version that the caller saw; without it the change is made in any case
 */
record DecisionRequest(
        @NotNull Decision decision, @Size(max = 1000) String reason, Long version) {
    /** Accepting opens the engagement. */
    enum Decision {
        ACCEPTED,
        DECLINED
    }

    void check() {
        if (decision == Decision.DECLINED && (reason == null || reason.isBlank())) {
            throw RequestFaults.problem("reason", "is required for what is declined");
        }
    }
}
