package io.tandem.scoring.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

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
            List<SignalLedger.Row> recorded,
            Instant now) {
        return rules.stream()
                .map(rule -> find(rule, account, activatedAt, history, cohorts, recorded, now))
                .toList();
    }

    private static Found find(
            SignalRule rule,
            AccountFacts account,
            Instant activatedAt,
            UsageHistory history,
            CohortThresholds cohorts,
            List<SignalLedger.Row> recorded,
            Instant now) {
        return switch (rule.kind()) {
            case SEVERAL_USERS -> new Found(rule.name(), Instant.EPOCH, EventPatterns.severalUsers(rule, account));
            case EVENT -> new Found(rule.name(), history.startOf(0), EventPatterns.events(rule, account, history, now));
            case STEP_STUCK ->
                new Found(rule.name(), history.startOf(0), EventPatterns.stuck(rule, account, history, now));
            case ACTIVATION ->
                new Found(rule.name(), history.startOf(0), EventPatterns.activation(rule, account, activatedAt, now));
            default -> daily(rule, account, history, cohorts, recorded);
        };
    }

    /**
     * An episode that is recorded and began before the first day looked at goes on until it ends: what it took to begin need
     * not be seen any more.
     */
    private static Found daily(
            SignalRule rule,
            AccountFacts account,
            UsageHistory history,
            CohortThresholds cohorts,
            List<SignalLedger.Row> recorded) {
        DailyPattern pattern = DailyPattern.of(rule, account, history, cohorts).orElseThrow();
        int today = history.today();
        int first = pattern.firstDay() == DailyPattern.NOT_YET ? today + 1 : Math.min(pattern.firstDay(), today);
        Instant since = history.startOf(first);
        Optional<Episode> before = recorded.stream()
                .filter(row -> row.open() && row.name().equals(rule.name()))
                .map(SignalLedger.Row::episode)
                .filter(episode -> episode.startedAt().isBefore(since))
                .min(Comparator.comparing(Episode::startedAt));
        double leave = 1 - rule.percent("margin");
        IntFunction<Map<String, Object>> fired =
                day -> day == Hysteresis.BEFORE ? before.orElseThrow().latest().evidence() : pattern.evidence(day);
        List<Episode> episodes = new ArrayList<>();
        for (Hysteresis.Span span : Hysteresis.spans(
                pattern,
                from -> pattern.until(() -> fired.apply(from)).orElse(day -> pattern.on(day) >= leave),
                before.isPresent() ? first : Math.max(first, history.firstUsed()),
                today,
                rule.number("calmDays"),
                before.isPresent())) {
            Instant over = span.goesOn() ? null : history.startOf(span.over());
            if (span.from() == Hysteresis.BEFORE) {
                Episode begun = before.orElseThrow();
                boolean same = pattern.until(begun.latest()::evidence).isPresent() || span.last() == Hysteresis.BEFORE;
                episodes.add(new Episode(
                        begun.startedAt(),
                        over,
                        begun.fired(),
                        same ? begun.latest() : Sentence.of(rule, account, pattern.evidence(span.last()))));
            } else {
                Episode.Finding finding = Sentence.of(rule, account, pattern.evidence(span.from()));
                boolean same = pattern.until(finding::evidence).isPresent();
                episodes.add(new Episode(
                        history.startOf(span.from()),
                        over,
                        finding,
                        same ? finding : Sentence.of(rule, account, pattern.evidence(span.last()))));
            }
        }
        return new Found(rule.name(), since, episodes);
    }
}
