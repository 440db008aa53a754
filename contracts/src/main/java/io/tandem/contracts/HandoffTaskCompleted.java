package io.tandem.contracts;

import java.time.Instant;
import java.util.UUID;

/**
 * Somebody did, in a CRM, the task as which a handoff stands there: the first touch. Topic {@code relationships.v1}.
 *
 * @param completedBy whose task it was, or who said that it is done, by email; null if the CRM does not say
 * @param completedIn the CRM, as its connection is called
 */
public record HandoffTaskCompleted(
        UUID accountId, UUID handoffId, String completedBy, String completedIn, Instant completedAt)
        implements Event.OfAccount {}
