package io.tandem.scoring.score;

import io.tandem.contracts.Score;
import io.tandem.contracts.Signal;
import io.tandem.scoring.domain.AccountFacts;
import io.tandem.scoring.domain.Activations;
import io.tandem.scoring.domain.CompiledModel;
import io.tandem.scoring.domain.Scoring;
import io.tandem.scoring.domain.Signals;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What a model makes of an account at some moment.
 *
 * @param told whether the others are told of it
 */
public record ScoredAccount(
        AccountFacts facts, Score score, List<Signal> signals, Activations.Moment activation, boolean told) {

    static ScoredAccount of(CompiledModel model, AccountFacts facts, Instant now) {
        return new ScoredAccount(
                facts,
                Scoring.score(model, facts, now),
                Signals.inForce(model, facts),
                Activations.moment(model, facts).orElse(null),
                false);
    }

    UUID id() {
        return facts.id();
    }

    /** When the account reached value first, or null. */
    public Instant activatedAt() {
        return activation == null ? null : activation.at();
    }

    BigDecimal total() {
        return BigDecimal.valueOf(score.total()).setScale(2, RoundingMode.UNNECESSARY);
    }

    ScoredAccount andTold() {
        return new ScoredAccount(facts, score, signals, activation, true);
    }
}
