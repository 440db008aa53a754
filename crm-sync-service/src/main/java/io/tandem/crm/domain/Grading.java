package io.tandem.crm.domain;

import io.tandem.contracts.Score;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** Decides which scores are news: the first one of an account, and each that changes the grade. */
public final class Grading {
    private Grading() {}

    /** The grade that an account holds, and since which score. */
    public record Held(String grade, Instant scoredAt) {}

    /** Whether a score replaces what is held. On a tie the later in the topic wins. */
    public static boolean isNewer(Held held, Instant scoredAt) {
        return held == null || !scoredAt.isBefore(held.scoredAt());
    }

    /** A sentence for the timeline when this score is news; a score older than the one held never is. */
    public static Optional<String> news(Held held, Score score, Instant scoredAt) {
        if (held == null) {
            return Optional.of("Scored %s, %s".formatted(score.grade(), outOfHundred(score)));
        }
        if (!isNewer(held, scoredAt) || Objects.equals(held.grade(), score.grade())) {
            return Optional.empty();
        }
        return Optional.of("Grade went from %s to %s, %s".formatted(held.grade(), score.grade(), outOfHundred(score)));
    }

    private static String outOfHundred(Score score) {
        return Math.round(score.total()) + " of 100 points";
    }
}
