package io.tandem.crm.proposal;

import io.tandem.crm.domain.ProposalStatus;
import java.time.Instant;
import java.util.UUID;

/**
 * A proposal as it is kept elsewhere.
 *
 * @param engagementId the engagement that accepting it opened, or null
 */
public record KeptProposal(
        UUID id,
        UUID accountId,
        UUID opportunityId,
        ProposalStatus status,
        ProposalContent content,
        Instant sentAt,
        Instant decidedAt,
        String reason,
        UUID engagementId) {}
