package io.tandem.crm.proposal;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;

/**
 * A new proposal, a draft.
 *
 * @param opportunityId the opportunity of the account that it is for, or absent
 */
record ProposalRequest(
        @NotNull UUID accountId,
        UUID opportunityId,
        @NotNull @Valid ContentRequest content) {}
