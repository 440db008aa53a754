package io.tandem.scoring.score;

import io.tandem.contracts.Score;
import io.tandem.contracts.Signal;
import io.tandem.scoring.domain.AccountFacts;
import io.tandem.scoring.domain.Scoring;
import io.tandem.scoring.domain.ScoringModel;
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
public record ScoredAccount(AccountFacts facts, Score score, List<Signal> signals, Instant activatedAt, boolean told) {

    static ScoredAccount of(ScoringModel model, AccountFacts facts, Instant now) {
        return new ScoredAccount(
                facts,
                Scoring.score(model, facts, now),
                Signals.inForce(model, facts),
                facts.activatedAt(model),
                false);
    }

    UUID id() {
        return facts.id();
    }

    BigDecimal total() {
        return BigDecimal.valueOf(score.total()).setScale(2, RoundingMode.UNNECESSARY);
    }

    ScoredAccount andTold() {
        return new ScoredAccount(facts, score, signals, activatedAt, true);
    }
}
