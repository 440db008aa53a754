package io.tandem.contracts;

import java.time.Instant;
import java.util.UUID;

/**
 * An account (PQA) or a person of it (PQL) is at another stage of qualification. Topic {@code scores.v1}.
 *
 * @param personId null for the account itself, and for a person whose email is not known
 * @param who the person as people are shown; null for the account itself
 * @param score the score of the account or the person that goes with it, 0 to 100
 * @param reason why, in words
 */
public record StageChanged(
        UUID accountId,
        UUID personId,
        String who,
        Stage stage,
        Stage previousStage,
        double score,
        String reason,
        Instant changedAt)
        implements Event.OfAccount {}
