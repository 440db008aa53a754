package io.tandem.scoring.domain;

import io.tandem.contracts.Contribution;
import io.tandem.contracts.Score;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Applies a scoring model to an account. All sums are in hundredths of a point, so that the contributions add up to the
 * score exactly.
 */
public final class Scoring {
    private static final String FIT = "FIT";
    private static final String ENGAGEMENT = "ENGAGEMENT";

    private Scoring() {}

    public static Score score(ScoringModel model, AccountFacts account, Instant now) {
        List<Contribution> explanation = new ArrayList<>();
        long fit = capped(fit(model.fit(), account), FIT, model.fit().cap(), explanation);
        long engagement = capped(
                engagement(model.engagement(), account, now),
                ENGAGEMENT,
                model.engagement().cap(),
                explanation);
        String grade = "" + (char) ('A' + rank(fit, model)) + (char) ('1' + rank(engagement, model));
        return new Score(
                points(fit + engagement), points(fit), points(engagement), grade, explanation, model.version());
    }

    private static List<Part> fit(ScoringModel.Fit fit, AccountFacts account) {
        List<Part> parts = new ArrayList<>();
        for (ScoringModel.Criterion criterion : fit.criteria()) {
            Answer.to(criterion.field(), account)
                    .ifPresent(answer -> parts.add(new Part(
                            criterion.rule(),
                            hundredths(pointsFor(answer.value(), criterion)),
                            answer.reason(criterion.reason()))));
        }
        return parts;
    }

    private static BigDecimal pointsFor(String answer, ScoringModel.Criterion criterion) {
        BigDecimal exact = criterion.values().get(answer);
        if (exact != null) {
            return exact;
        }
        String words = inWords(answer);
        return criterion.words().stream()
                .filter(band -> band.any().stream().anyMatch(phrase -> words.contains(inWords(phrase))))
                .map(ScoringModel.WordBand::points)
                .findFirst()
                .orElse(criterion.otherwise());
    }

    /** Lower-case words between single spaces, so that a phrase is found only where whole words match. */
    private static String inWords(String text) {
        return " "
                + text.toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N}]+", " ")
                        .strip() + " ";
    }

    private static List<Part> engagement(ScoringModel.Engagement engagement, AccountFacts account, Instant now) {
        List<Part> parts = new ArrayList<>();
        for (ScoringModel.Rule rule : engagement.rules()) {
            RuleUsage usage = account.usageByRule().get(rule.rule());
            if (usage != null) {
                BigDecimal decayed = ForwardDecay.presentValue(usage.weights(), now, engagement.halfLife());
                LocalDate last = LocalDate.ofInstant(usage.lastAt(), ZoneOffset.UTC);
                parts.add(new Part(
                        rule.rule(),
                        hundredths(decayed.multiply(rule.points()).min(rule.cap())),
                        rule.reason() + " ×" + usage.events() + ", last on " + last));
            }
        }
        return parts;
    }

    /** Adds the parts to the explanation, and what the cap takes away as a part of its own; returns their sum. */
    private static long capped(List<Part> parts, String group, BigDecimal cap, List<Contribution> explanation) {
        long sum = 0;
        for (Part part : parts) {
            if (part.hundredths() != 0) {
                sum += part.hundredths();
                explanation.add(new Contribution(part.rule(), group, points(part.hundredths()), part.reason()));
            }
        }
        long most = hundredths(cap);
        if (sum > most) {
            String name = group.toLowerCase(Locale.ROOT);
            explanation.add(new Contribution(
                    name + "-cap",
                    group,
                    points(most - sum),
                    name + " counts up to " + cap.toPlainString() + " points"));
            return most;
        }
        return sum;
    }

    private static int rank(long hundredths, ScoringModel model) {
        int rank = 0;
        while (rank < model.gradeCuts().size()
                && hundredths < hundredths(model.gradeCuts().get(rank))) {
            rank++;
        }
        return rank;
    }

    private static long hundredths(BigDecimal points) {
        return points.setScale(2, RoundingMode.HALF_EVEN).unscaledValue().longValueExact();
    }

    private static double points(long hundredths) {
        return BigDecimal.valueOf(hundredths, 2).doubleValue();
    }

    private record Part(String rule, long hundredths, String reason) {}
}
