package io.tandem.crm.proposal;

import io.tandem.crm.domain.ProposalStatus;
import io.tandem.crm.domain.ProposalTotals;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * A proposal in its newest revision.
 *
 * @param status as of today: one that was sent and whose last day is over is EXPIRED
 * @param engagementId the engagement that accepting it opened, or null
 * @param version to be sent with a change that shall only happen if nobody else changed the proposal meanwhile
 */
record ProposalView(
        UUID id,
        UUID accountId,
        UUID opportunityId,
        ProposalStatus status,
        int revision,
        ProposalContent content,
        ProposalTotals totals,
        Instant sentAt,
        Instant decidedAt,
        String reason,
        UUID engagementId,
        Instant createdAt,
        Instant updatedAt,
        long version) {
    static ProposalView from(Proposal proposal, LocalDate today) {
        return new ProposalView(
                proposal.id(),
                proposal.accountId(),
                proposal.opportunityId(),
                proposal.status().on(today, proposal.validUntil()),
                proposal.revision(),
                proposal.content(),
                proposal.content().totals(),
                proposal.sentAt(),
                proposal.decidedAt(),
                proposal.reason(),
                proposal.engagementId(),
                proposal.createdAt(),
                proposal.updatedAt(),
                proposal.version());
    }
}
