package io.tandem.contracts;

import java.time.Instant;
import java.util.UUID;

/**
 * Not now: a handoff ends, and the account may be handed over again later. Topic {@code routes.v1}.
 *
 * @param owner who put it back
 * @param reason what they said
 * @param until no new handoff before, unless somebody there asks for a human
 * @param motion how the account is served from now on
 */
public record HandoffRecycled(
        UUID accountId, UUID handoffId, Owner owner, String reason, Instant until, Motion motion, Instant recycledAt)
        implements Event.OfAccount {}
