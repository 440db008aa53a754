package io.tandem.scoring.prediction;

import io.tandem.scoring.domain.prediction.Target;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What somebody uploaded of an account: what became of it or, while that is open, what is known of it now.
 *
 * @param target null while it is open
 * @param scoreDerived whether the rule score was worked out here, as nobody said it
 */
record PastOutcome(
        UUID accountId,
        Target target,
        boolean happened,
        Instant asOf,
        Instant knownAt,
        Double ruleScore,
        boolean scoreDerived,
        Map<String, Object> facts,
        List<String> late) {}
