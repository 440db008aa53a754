package io.tandem.crm.domain;

import io.tandem.contracts.OpportunityAdvanced.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A time that an opportunity spent in a stage.
 *
 * @param by who moved it there
 * @param exception why it was let in although criteria were not met, or null
 * @param leftAt null while it is there
 */
public record StageStay(
        OpportunityStage stage, Outcome outcome, Instant enteredAt, Instant leftAt, String by, String exception) {

    /** One move of an opportunity. */
    public record Move(OpportunityStage stage, Outcome outcome, Instant at, String by, String exception) {}

    /** How long, until now where it is there still. */
    public Duration length(Instant now) {
        return Duration.between(enteredAt, leftAt == null ? now : leftAt);
    }

    /** The stays that moves make, oldest first. Together they cover the time from the first move on, without a gap. */
    public static List<StageStay> of(List<Move> moves) {
        List<Move> ordered =
                moves.stream().sorted(Comparator.comparing(Move::at)).toList();
        List<StageStay> stays = new ArrayList<>();
        for (int i = 0; i < ordered.size(); i++) {
            Move move = ordered.get(i);
            Instant leftAt = i + 1 < ordered.size() ? ordered.get(i + 1).at() : null;
            stays.add(new StageStay(move.stage(), move.outcome(), move.at(), leftAt, move.by(), move.exception()));
        }
        return stays;
    }
}
