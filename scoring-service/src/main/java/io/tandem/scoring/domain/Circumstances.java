package io.tandem.scoring.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * What decides a stage beside the score.
 *
 * @param handRaisedAt when somebody asked for sales last, or null
 * @param declinedAt when the last salesperson who could take a handoff declined it, if nobody took one since, or null
 * @param restsUntil until when nobody is handed it for that, as far as that is known, or null
 */
public record Circumstances(Instant handRaisedAt, Instant declinedAt, Instant restsUntil, boolean doNotLeadWithSales) {
    public static final Circumstances NONE = new Circumstances(null, null, null, false);

    public Circumstances doNotLeadWithSales(boolean whether) {
        return new Circumstances(handRaisedAt, declinedAt, restsUntil, whether);
    }

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

    /** Not before routing hands it over again: who is put forward earlier would only wait there. */
    Instant coolDownEnd(Stages stages) {
        Instant end = declinedAt.plus(Duration.ofDays(stages.coolDownDays()));
        return restsUntil == null || restsUntil.isBefore(end) ? end : restsUntil;
    }
}
