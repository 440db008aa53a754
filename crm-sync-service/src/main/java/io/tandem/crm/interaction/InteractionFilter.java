package io.tandem.crm.interaction;

import io.tandem.crm.domain.InteractionKind;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;

/**
 * Which interactions are asked for; what is null is not asked.
 *
 * @param text part of what was said or came of it, in any letter case
 * @param from the first time that is wanted
 * @param to the first time that is not wanted any more
 * @param openNextStep only those whose next step is to be taken still
 */
record InteractionFilter(
        UUID id,
        Collection<UUID> accounts,
        InteractionKind kind,
        String text,
        Instant from,
        Instant to,
        UUID person,
        String author,
        boolean openNextStep) {
    static InteractionFilter one(UUID id, Collection<UUID> accounts) {
        return new InteractionFilter(id, accounts, null, null, null, null, null, null, false);
    }
}
