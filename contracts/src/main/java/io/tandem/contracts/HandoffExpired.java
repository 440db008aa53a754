package io.tandem.contracts;

import java.time.Instant;
import java.util.UUID;

/**
 * Nobody took a handoff in time; a {@link HandoffAssigned} follows if somebody else takes it over. Topic {@code
 * routes.v1}.
 *
 * @param owner who let the time pass, or null where it still waited for a free rep
 * @param dueAt when it was due
 * @param escalatedTo the email of who looks after the pool and is to know, or null
 */
public record HandoffExpired(
        UUID accountId, UUID handoffId, Owner owner, Instant dueAt, String escalatedTo, Instant expiredAt)
        implements Event.OfAccount {}
