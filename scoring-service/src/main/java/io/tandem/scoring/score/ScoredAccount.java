package io.tandem.scoring.score;

import io.tandem.contracts.Score;
import io.tandem.contracts.Signal;
import io.tandem.contracts.Stage;
import io.tandem.scoring.domain.AccountFacts;
import io.tandem.scoring.domain.Activations;
import io.tandem.scoring.domain.CompiledModel;
import io.tandem.scoring.domain.Qualification;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What a model makes of an account at some moment.
 *
 * @param kept what was stored of it before
 * @param dueAt when it has to be looked at again though nothing happens; null until that is worked out
 * @param endsAt when it has to be even if its score cannot move by itself, null for never or until that is worked out
 */
public record ScoredAccount(
        AccountFacts facts,
        Qualification qualification,
        List<Signal> signals,
        Activations.Moment activation,
        QualificationRepository.Kept kept,
        Instant dueAt,
        Instant endsAt) {
    /** Scores that fade, and lists by when they were, are at most so old. */
    static final Duration LOOKED_AT_EVERY = Duration.ofHours(6);

    /** @param signals those in force */
    static ScoredAccount of(
            CompiledModel model,
            AccountFacts facts,
            QualificationRepository.Kept kept,
            Qualification qualification,
            List<Signal> signals) {
        return new ScoredAccount(
                facts,
                qualification,
                signals,
                Activations.moment(model, facts, kept.activated()).orElse(null),
                kept,
                null,
                null);
    }

    /**
     * With the people of the account, whose stages may change before its own does.
     *
     * @param joined whether somebody may have brought a stage from another account
     */
    ScoredAccount with(CompiledModel model, List<Qualification.Member> people, boolean joined, Instant now) {
        return new ScoredAccount(
                facts,
                qualification.with(model, facts, people, now),
                signals,
                activation,
                kept.joined(joined),
                null,
                null);
    }

    ScoredAccount with(List<Signal> inForce) {
        return new ScoredAccount(facts, qualification, inForce, activation, kept, dueAt, endsAt);
    }

    /**
     * With the time at which it has to be looked at again.
     *
     * @param exactly the very time, which takes longer to find; else one before which nothing changes
     */
    ScoredAccount due(CompiledModel model, boolean exactly, Instant now) {
        Instant latest = now.plus(LOOKED_AT_EVERY);
        return new ScoredAccount(
                facts,
                qualification,
                signals,
                activation,
                kept,
                exactly
                        ? qualification.changesAt(model, facts, now, latest)
                        : qualification.unchangedUntil(model, now, latest),
                qualification.circumstancesEnd(model.definition().stages(), now).orElse(null));
    }

    /** The score in force, which people may have set. */
    public Score score() {
        return qualification.score();
    }

    /** The stage in force, which people may have set. */
    public Stage stage() {
        return qualification.standing().stage();
    }

    /** Why it came to this stage, in words; what keeps it there if it always was. */
    public String stageReason() {
        String keptReason = keptReason();
        return keptReason == null ? qualification.standing().reason() : keptReason;
    }

    /** Why it came to this stage; null if it always was there. */
    String keptReason() {
        return stage() == kept.told() ? kept.reason() : qualification.standing().reason();
    }

    /** Since when it is at this stage; null if it always was. */
    public Instant stagedAt(Instant now) {
        return stage() == kept.told() ? kept.stagedAt() : now;
    }

    UUID id() {
        return facts.id();
    }

    /** When the account reached value first, or null. */
    public Instant activatedAt() {
        return activation == null ? null : activation.at();
    }

    BigDecimal total() {
        return BigDecimal.valueOf(score().total()).setScale(2, RoundingMode.UNNECESSARY);
    }

    /** Whether somebody is there, or was on a form. */
    boolean listed() {
        return facts.peopleKnown() > 0 || facts.signup() != null;
    }

    boolean owned() {
        return kept.owned();
    }

    String companySize() {
        String said = facts.said().get("companySize");
        return said != null
                        || facts.firmographics() == null
                        || facts.firmographics().companySize() == null
                ? said
                : facts.firmographics().companySize().label();
    }

    String country() {
        String said = facts.said().get("country");
        return said != null || facts.firmographics() == null
                ? said
                : facts.firmographics().country();
    }
}
