package io.tandem.scoring.domain;

import io.tandem.contracts.Contribution;
import io.tandem.contracts.Score;
import io.tandem.contracts.Stage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What people set by hand on an account. It stays until somebody removes it. */
public record Overrides(Map<Kind, Override> byKind) {
    public static final Overrides NONE = new Overrides(Map.of());

    /** The group of contributions that people made. */
    public static final String GROUP = "OVERRIDE";

    public Overrides {
        byKind = Map.copyOf(byKind);
    }

    /** What can be set. */
    public enum Kind {
        /** 0 to 100 points. */
        SCORE,
        /** A1 to D4. */
        GRADE,
        /** A {@link Stage}. */
        STAGE
    }

    /**
     * @param reason why, in the words of who set it
     * @param setBy their email, or their name where they have none
     * @param accountId the account of which it was set, which may count as part of another
     */
    public record Override(Kind kind, String value, String reason, String setBy, Instant setAt, UUID accountId) {
        String sentence() {
            return setBy + " set the " + kind.name().toLowerCase(java.util.Locale.ROOT) + " to " + value + ": "
                    + reason;
        }
    }

    public Optional<Override> of(Kind kind) {
        return Optional.ofNullable(byKind.get(kind));
    }

    /** The score as people want it. What they added or took is a contribution, so that it still adds up. */
    public Score over(Score machine) {
        if (of(Kind.SCORE).isEmpty() && of(Kind.GRADE).isEmpty()) {
            return machine;
        }
        List<Contribution> explanation = new ArrayList<>(machine.explanation());
        double total = machine.total();
        Optional<Override> score = of(Kind.SCORE);
        if (score.isPresent()) {
            BigDecimal wanted = new BigDecimal(score.get().value());
            BigDecimal difference = wanted.subtract(BigDecimal.valueOf(machine.total()));
            explanation.add(new Contribution(
                    "score-set-by-hand",
                    GROUP,
                    difference.doubleValue(),
                    score.get().sentence()));
            total = wanted.doubleValue();
        }
        Optional<Override> grade = of(Kind.GRADE);
        grade.ifPresent(set -> explanation.add(new Contribution("grade-set-by-hand", GROUP, 0, set.sentence())));
        return new Score(
                total,
                machine.fit(),
                machine.engagement(),
                grade.map(Override::value).orElse(machine.grade()),
                explanation,
                machine.modelVersion());
    }

    /** The stage as people want it. */
    public Standing over(Standing machine) {
        return of(Kind.STAGE)
                .map(set -> new Standing(Stage.valueOf(set.value()), set.sentence()))
                .orElse(machine);
    }
}
