package io.tandem.scoring.score;

import io.tandem.scoring.domain.AccountFacts;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * An account as stored.
 *
 * @param told what the others were told last
 * @param listedAt when the list of accounts was brought up to it, or null
 */
record Account(UUID id, boolean activationTold, Told told, Instant listedAt) {
    private static final Duration LISTED_EVERY = Duration.ofMinutes(10);

    /** Whether the list of accounts has it as it was too long ago. */
    boolean listedBefore(Instant now) {
        return listedAt == null || listedAt.isBefore(now.minus(LISTED_EVERY));
    }

    /** The last score that was published; no total before the first, or when the others must hear of the next. */
    record Told(BigDecimal total, String grade, Integer people) {
        /** Whether people would want to hear of the new score: another grade, a whole point, another person. */
        boolean differsFrom(BigDecimal newTotal, String newGrade, AccountFacts facts) {
            return total == null
                    || !newGrade.equals(grade)
                    || newTotal.subtract(total).abs().compareTo(BigDecimal.ONE) >= 0
                    || people != facts.peopleKnown();
        }
    }
}
