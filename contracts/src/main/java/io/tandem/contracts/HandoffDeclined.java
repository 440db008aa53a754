package io.tandem.contracts;

import java.time.Instant;
import java.util.UUID;

/**
 * The owner did not take the handoff, which goes to somebody else or waits. Topics {@code routes.v1} and, passed on by
 * crm-sync, {@code relationships.v1}.
 *
 * @param owner who declined
 * @param reason what they said
 * @param restsUntil null while somebody else may take it; else nobody is left, the handoff ends, and so long the account
 *     is not handed over again for the same signals
 */
public record HandoffDeclined(
        UUID accountId, UUID handoffId, Owner owner, String reason, Instant declinedAt, Instant restsUntil)
        implements Event.OfAccount {}
