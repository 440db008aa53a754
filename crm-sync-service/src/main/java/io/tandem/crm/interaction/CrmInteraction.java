package io.tandem.crm.interaction;

import io.tandem.crm.domain.Direction;
import io.tandem.crm.domain.InteractionKind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * A note, meeting, call or email as it is told of.
 *
 * @param direction of a call or an email, or null
 * @param participants ids of stakeholders
 * @param outcome what came of it, or null
 * @param nextStep what is to be done next, or null
 */
public record CrmInteraction(
        UUID accountId,
        InteractionKind kind,
        String summary,
        Instant occurredAt,
        Direction direction,
        List<UUID> participants,
        String outcome,
        String nextStep,
        LocalDate nextStepDue) {}
