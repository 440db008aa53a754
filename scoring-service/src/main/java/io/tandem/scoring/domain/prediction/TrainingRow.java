package io.tandem.scoring.domain.prediction;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * An account as it was at some moment, and what became of it.
 *
 * @param account tells rows of one account from those of others; names nobody
 * @param asOf the moment at which the facts held
 * @param knownAt since when it is known what became of it, not before {@code asOf}
 * @param happened whether the account converted or cancelled
 * @param ruleScore what the rules gave it then, or null
 * @param facts numbers ({@code Double}) and words by field
 * @param late fields that this row itself says were known only after {@code asOf}
 * @param scoreDerived whether the rule score was worked out from the facts, as nobody said it
 * @param weight how many rows it stands for: more than one if there was no room for others like it
 */
public record TrainingRow(
        int account,
        Instant asOf,
        Instant knownAt,
        boolean happened,
        Double ruleScore,
        Map<String, Object> facts,
        Set<String> late,
        boolean scoreDerived,
        double weight) {
    /** One that stands for itself, of which the rules' score was told. */
    public TrainingRow(
            int account,
            Instant asOf,
            Instant knownAt,
            boolean happened,
            Double ruleScore,
            Map<String, Object> facts,
            Set<String> late) {
        this(account, asOf, knownAt, happened, ruleScore, facts, late, false, 1);
    }
}
