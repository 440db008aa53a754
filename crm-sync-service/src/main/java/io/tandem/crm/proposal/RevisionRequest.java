package io.tandem.crm.proposal;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

/**
 * Another revision of a proposal.
 *
 * @param version the version that the caller saw; without it the change is made in any case
 */
record RevisionRequest(@NotNull @Valid ContentRequest content, Long version) {}
