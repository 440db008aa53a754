package io.tandem.crm.suggestion;

import io.tandem.kit.web.RequestFaults;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * What the owner says to a suggestion.
 *
 * @param reason why it is dismissed; required then
 */
record SuggestionDecisionRequest(
        @NotNull Answer answer, @Size(max = 1000) String reason) {
    /** Accepting makes the step one of the owner's own next steps; dismissing ends it for this occasion. */
    enum Answer {
        ACCEPT,
        DISMISS
    }

    void check() {
        if (answer == Answer.DISMISS && (reason == null || reason.isBlank())) {
            throw RequestFaults.problem("reason", "is required for what is dismissed");
        }
    }
}
