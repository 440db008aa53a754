package io.tandem.contracts;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * An account is handed to a human. Topic {@code routes.v1}.
 *
 * @param owner null while the handoff waits in the queue for a free rep
 * @param reasons why now, in plain sentences, strongest first
 * @param brief what the human should know before the first word
 * @param dueAt when the first touch is due
 */
public record HandoffOpened(
        UUID accountId,
        UUID handoffId,
        UUID decisionId,
        Owner owner,
        Motion motion,
        List<String> reasons,
        String brief,
        Instant openedAt,
        Instant dueAt)
        implements Event.OfAccount {}
