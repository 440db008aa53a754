package io.tandem.scoring.score;

import io.tandem.contracts.SignupAnswers;
import io.tandem.scoring.domain.AccountFacts;
import java.math.BigDecimal;
import java.util.Set;
import java.util.UUID;

/**
 * An account as stored.
 *
 * @param told what the others were told last
 * @param signals names of the signals in force when it was scored last
 */
record Account(
        UUID id,
        String domain,
        String name,
        SignupAnswers signup,
        boolean activationTold,
        Told told,
        Set<String> signals) {

    /** The last score that was published; all null before the first. */
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
