package io.tandem.contracts;

import java.time.Instant;
import java.util.UUID;

/**
 * An account reached its first moment of value. Topic {@code scores.v1}, once per account.
 *
 * @param event the tracked event that is defined as activation
 * @param activatedAt when that event happened first
 */
public record AccountActivated(UUID accountId, String event, Instant activatedAt) implements Event.OfAccount {}
