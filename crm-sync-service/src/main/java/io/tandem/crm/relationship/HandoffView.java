package io.tandem.crm.relationship;

import io.tandem.contracts.Motion;
import io.tandem.contracts.Owner;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The account's latest handoff.
 *
 * @param owner who is to act, or null while it waits for a free rep
 * @param acceptedAt when the owner took it, or null
 */
record HandoffView(
        UUID id,
        UUID decisionId,
        Motion motion,
        Owner owner,
        List<String> reasons,
        String brief,
        Instant openedAt,
        Instant dueAt,
        Instant acceptedAt) {
    static HandoffView from(Handoff handoff) {
        return new HandoffView(
                handoff.handoffId(),
                handoff.decisionId(),
                handoff.motion(),
                handoff.owner(),
                handoff.reasons(),
                handoff.brief(),
                handoff.openedAt(),
                handoff.dueAt(),
                handoff.acceptedAt());
    }
}
