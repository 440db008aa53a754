package io.tandem.routing.handoff;

import com.fasterxml.jackson.core.type.TypeReference;
import io.tandem.contracts.Motion;
import io.tandem.contracts.Owner;
import io.tandem.routing.storage.StoredJson;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A handoff. */
record HandoffView(
        UUID id,
        UUID accountId,
        UUID decisionId,
        Motion motion,
        HandoffStatus status,

        @Schema(description = "Null while it waits for a free rep; of one that ended the last", nullable = true)
        Owner owner,

        @Schema(description = "Why now, strongest first") List<String> reasons,

        @Schema(description = "What to know before the first word")
        String brief,

        Instant openedAt,
        @Schema(description = "When the first touch is due") Instant dueAt,

        @Schema(description = "The last mark of that time that was passed, in percent: 0, a warning, or 100")
        int timeUsedPercent,

        @Schema(
                description = "The email of who looks after the pool and was told that nobody took it in time; null"
                        + " unless that was so, and again once somebody accepts",
                nullable = true)
        String escalatedTo,

        Instant assignedAt,
        Instant acceptedAt,
        String acceptedBy,

        @Schema(description = "When its owner was first in touch", nullable = true)
        Instant workedAt,

        @Schema(description = "When it ended", nullable = true)
        Instant closedAt,

        @Schema(description = "What came of it: OPPORTUNITY or CUSTOMER", nullable = true)
        String outcome,

        @Schema(description = "Why it was recycled, or declined for good", nullable = true)
        String closeReason,

        @Schema(description = "The account is not handed over again before", nullable = true)
        Instant restsUntil) {

    static HandoffView from(Handoff handoff, StoredJson json) {
        return new HandoffView(
                handoff.id(),
                handoff.accountId(),
                handoff.decisionId(),
                handoff.motion(),
                handoff.status(),
                handoff.owner(),
                json.read(handoff.subject().reasons(), new TypeReference<List<String>>() {}),
                handoff.subject().brief(),
                handoff.openedAt(),
                handoff.sla().dueAt(),
                handoff.sla().percent(),
                handoff.escalatedTo(),
                handoff.assignedAt(),
                handoff.acceptedAt(),
                handoff.acceptedBy(),
                handoff.workedAt(),
                handoff.closedAt(),
                handoff.outcome(),
                handoff.closeReason(),
                handoff.restsUntil());
    }
}
