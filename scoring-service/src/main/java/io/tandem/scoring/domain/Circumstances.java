package io.tandem.scoring.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * What decides a stage beside the score.
 *
 * @param handRaisedAt when somebody asked for sales last, or null
 * @param declinedAt when a salesperson declined a handoff, if nobody took one since, or null
 */
public record Circumstances(Instant handRaisedAt, Instant declinedAt, boolean doNotLeadWithSales) {
    /** A decline answers who raised their hand before it. */
    boolean handRaised(Stages stages, Instant now) {
        return handRaisedAt != null
                && (declinedAt == null || handRaisedAt.isAfter(declinedAt))
                && now.isBefore(handRaiseEnd(stages));
    }

    boolean coolingDown(Stages stages, Instant now) {
        return declinedAt != null && now.isBefore(coolDownEnd(stages));
    }

    Instant handRaiseEnd(Stages stages) {
        return handRaisedAt.plus(Duration.ofDays(stages.handRaiseDays()));
    }

    Instant coolDownEnd(Stages stages) {
        return declinedAt.plus(Duration.ofDays(stages.coolDownDays()));
    }
}
