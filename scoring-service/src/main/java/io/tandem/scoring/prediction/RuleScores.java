package io.tandem.scoring.prediction;

import io.tandem.contracts.UsageFacts;
import io.tandem.scoring.domain.AccountFacts;
import io.tandem.scoring.domain.CompiledModel;
import io.tandem.scoring.domain.Scoring;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What the rules of a model would have given past accounts of which nobody says what they did. */
record RuleScores(CompiledModel model) {
    /**
     * The fit of the fields that the rules ask for, and the field {@code engagement} as far as it counts.
     *
     * @param domain null if the account is not known by one
     */
    double of(UUID account, String domain, Map<String, Object> fields, Instant asOf) {
        Map<String, String> said = new HashMap<>();
        fields.forEach((field, value) -> said.put(field, String.valueOf(value)));
        AccountFacts facts = new AccountFacts(
                account,
                List.of(),
                domain,
                domain,
                null,
                said,
                null,
                null,
                Map.of(),
                UsageFacts.NONE,
                List.of(),
                List.of(),
                0,
                false);
        double most = model.definition().engagement().cap().doubleValue();
        double engagement = fields.get("engagement") instanceof Double number ? number : 0;
        return Scoring.score(model, facts, asOf).fit() + Math.max(0, Math.min(most, engagement));
    }
}
