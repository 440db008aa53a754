package io.tandem.crm.interaction;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tandem.crm.domain.Direction;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * An interaction as recorded.
 *
 * @param direction of a call or an email: whether it came IN or went OUT; null where nobody said
 * @param participants ids of stakeholders who took part
 * @param nextStepDoneAt when somebody said that the next step was taken, or null
 */
public record InteractionView(
        UUID id,
        UUID accountId,
        String kind,
        String summary,
        Instant occurredAt,
        String author,
        @JsonProperty("private") boolean forAuthorOnly,
        Direction direction,
        List<UUID> participants,
        String outcome,
        String nextStep,
        LocalDate nextStepDue,
        Instant nextStepDoneAt,
        long version) {

    /** Whether it tells of the same; who took part and what came of it aside. */
    boolean isWhat(CrmInteraction told, String writtenBy) {
        return accountId.equals(told.accountId())
                && kind.equals(told.kind().name())
                && summary.equals(told.summary().strip())
                && occurredAt.equals(told.occurredAt())
                && author.equals(writtenBy)
                && direction == told.direction();
    }
}
