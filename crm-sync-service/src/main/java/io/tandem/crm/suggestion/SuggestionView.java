package io.tandem.crm.suggestion;

import io.tandem.crm.domain.NextStep;
import io.tandem.crm.domain.SuggestionStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * A next step that waits, or waited, for the owner's yes.
 *
 * @param personId whom it is about, or null
 * @param dueOn until when it makes sense, or null
 * @param decidedBy email of who decided, or null
 * @param reason why it was dismissed, or null
 */
record SuggestionView(
        UUID id,
        UUID accountId,
        NextStep.Kind kind,
        String text,
        UUID personId,
        LocalDate dueOn,
        SuggestionStatus status,
        Instant createdAt,
        Instant decidedAt,
        String decidedBy,
        String reason) {
    static SuggestionView from(Suggestion suggestion) {
        return new SuggestionView(
                suggestion.id(),
                suggestion.accountId(),
                suggestion.kind(),
                suggestion.text(),
                suggestion.personId(),
                suggestion.dueOn(),
                suggestion.status(),
                suggestion.createdAt(),
                suggestion.decidedAt(),
                suggestion.decidedBy(),
                suggestion.reason());
    }
}
