package io.tandem.scoring.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the episodes of signals in what is kept of an account. They follow from that and the time alone, not from when
 * it became known or was looked at, so late, repeated and moved usage gives what it would have given in order.
 */
public final class Signals {
    private Signals() {}

    /**
     * The episodes of one signal, in order of time.
     *
     * @param since what is kept tells of everything from then on; of episodes that began before, only their end
     */
    public record Found(String name, Instant since, List<Episode> episodes) {
        public Found {
            episodes = List.copyOf(episodes);
        }
    }

    /** Accounts are compared with those of the same band of company size. */
    public static Optional<String> cohortOf(AccountFacts account) {
        return UsagePatterns.cohortOf(account);
    }

    public static List<Found> find(
            List<SignalRule> rules,
            AccountFacts account,
            Instant activatedAt,
            UsageHistory history,
            CohortThresholds cohorts,
            Instant now) {
        return rules.stream()
                .map(rule -> find(rule, account, activatedAt, history, cohorts, now))
                .toList();
    }

    private static Found find(
            SignalRule rule,
            AccountFacts account,
            Instant activatedAt,
            UsageHistory history,
            CohortThresholds cohorts,
            Instant now) {
        return switch (rule.kind()) {
            case SEVERAL_USERS -> new Found(rule.name(), Instant.EPOCH, EventPatterns.severalUsers(rule, account));
            case EVENT -> new Found(rule.name(), history.startOf(0), EventPatterns.events(rule, account, history, now));
            case STEP_STUCK ->
                new Found(rule.name(), history.startOf(0), EventPatterns.stuck(rule, account, history, now));
            case ACTIVATION ->
                new Found(rule.name(), history.startOf(0), EventPatterns.activation(rule, account, activatedAt, now));
            default -> daily(rule, account, history, cohorts);
        };
    }

    private static Found daily(SignalRule rule, AccountFacts account, UsageHistory history, CohortThresholds cohorts) {
        DailyPattern pattern = DailyPattern.of(rule, account, history, cohorts).orElseThrow();
        int first = Math.min(pattern.firstDay(), history.today());
        List<Episode> episodes = new ArrayList<>();
        for (Hysteresis.Span span : Hysteresis.spans(
                pattern,
                Math.max(first, history.firstUsed()),
                history.today(),
                1 - rule.percent("margin"),
                rule.number("calmDays"))) {
            episodes.add(new Episode(
                    history.startOf(span.from()),
                    span.goesOn() ? null : history.startOf(span.over()),
                    Sentence.of(rule, account, pattern.evidence(span.from())),
                    Sentence.of(rule, account, pattern.evidence(span.last()))));
        }
        return new Found(rule.name(), history.startOf(first), episodes);
    }
}
