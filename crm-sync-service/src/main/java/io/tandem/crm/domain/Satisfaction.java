package io.tandem.crm.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How satisfied an account is, of what its people answered.
 *
 * @param nps share of promoters (9 and 10) less share of detractors (0 to 6), from -100 to 100, rounded; null without
 *     answers
 * @param npsAnswers how many answered
 * @param csat share of those who are satisfied (4 and 5), from 0 to 100, rounded; null without answers
 * @param csatAnswers how many answered
 * @param level the mean of the answers of the last 180 days, from 0 to 1; null without any
 * @param trend {@code level} less the mean of the 180 days before; null unless there are answers of both
 */
public record Satisfaction(Integer nps, int npsAnswers, Integer csat, int csatAnswers, Double level, Double trend) {
    private static final Duration RECENT = Duration.ofDays(180);

    /** One answer. */
    public record Answer(SurveyKind kind, int score, Instant answeredAt) {
        /** From 0, the worst, to 1. */
        double level() {
            return (score - kind.least()) / (double) (kind.most() - kind.least());
        }
    }

    public static Satisfaction of(List<Answer> answers, Instant now) {
        List<Answer> nps =
                answers.stream().filter(answer -> answer.kind == SurveyKind.NPS).toList();
        List<Answer> csat = answers.stream()
                .filter(answer -> answer.kind == SurveyKind.CSAT)
                .toList();
        Double level = mean(answers, now.minus(RECENT), now);
        Double before = mean(answers, now.minus(RECENT.multipliedBy(2)), now.minus(RECENT));
        return new Satisfaction(
                nps.isEmpty() ? null : percent(nps, count(nps, 9, 10) - count(nps, 0, 6)),
                nps.size(),
                csat.isEmpty() ? null : percent(csat, count(csat, 4, 5)),
                csat.size(),
                level,
                level == null || before == null ? null : level - before);
    }

    private static long count(List<Answer> answers, int least, int most) {
        return answers.stream()
                .filter(answer -> least <= answer.score && answer.score <= most)
                .count();
    }

    private static int percent(List<Answer> answers, long these) {
        return (int) Math.round(100.0 * these / answers.size());
    }

    private static Double mean(List<Answer> answers, Instant after, Instant until) {
        OptionalDouble mean = answers.stream()
                .filter(answer -> answer.answeredAt.isAfter(after) && !answer.answeredAt.isAfter(until))
                .mapToDouble(Answer::level)
                .average();
        return mean.isPresent() ? mean.getAsDouble() : null;
    }
}
