package io.tandem.crm.opportunity;

import io.tandem.contracts.OpportunityAdvanced.Outcome;
import io.tandem.crm.domain.OpportunityStage;
import java.util.Collection;
import java.util.UUID;

/** Which opportunities are asked for; what is null is not asked. */
record OpportunityFilter(Collection<UUID> accounts, String owner, OpportunityStage stage, Outcome outcome) {}
