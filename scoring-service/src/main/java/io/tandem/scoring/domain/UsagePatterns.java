package io.tandem.scoring.domain;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Patterns in how much an account does. What grows during a day is told on that day; what is compared with a window that
 * has to be over is told of whole days only.
 */
final class UsagePatterns {
    private UsagePatterns() {}

    /** Level: events in the window / events asked for. */
    static DailyPattern heavy(SignalRule rule, UsageHistory history) {
        int days = rule.number("days");
        double asked = rule.number("events");
        return DailyPattern.of(days - 1, day -> history.everybody().events(day - days + 1, day) / asked, day -> {
            Map<String, Object> evidence = DailyPattern.period(history, day - days + 1, day);
            evidence.put("events", history.everybody().events(day - days + 1, day));
            evidence.put("days", days);
            return evidence;
        });
    }

    /**
     * Level: events in the window / (factor × median of the windows before), and no more than events / least; 0 for an
     * account that is younger than those windows.
     */
    static DailyPattern surge(SignalRule rule, AccountFacts account, UsageHistory history) {
        int days = rule.number("days");
        int windows = rule.number("windows");
        Instant firstSeenAt = account.usage().firstSeenAt();
        return DailyPattern.of(
                days * (windows + 1) - 1,
                day -> {
                    double usual = history.usual(days, windows, day - days);
                    long events = history.everybody().events(day - days + 1, day);
                    boolean young =
                            firstSeenAt == null || !firstSeenAt.isBefore(history.startOf(day - days * windows + 1));
                    return usual == 0 || young
                            ? 0
                            : Math.min(
                                    events / (usual * rule.percent("percent")),
                                    (double) events / rule.number("leastEvents"));
                },
                day -> {
                    double usual = history.usual(days, windows, day - days);
                    long events = history.everybody().events(day - days + 1, day);
                    Map<String, Object> evidence = DailyPattern.period(history, day - days + 1, day);
                    evidence.put("events", events);
                    evidence.put("days", days);
                    evidence.put("usual", Math.round(usual));
                    evidence.put("percent", Math.round(100 * events / usual));
                    return evidence;
                });
    }

    /** Level: events in the window / the cohort's percentile of that day, and no more than events / least. */
    static DailyPattern aboveCohort(
            SignalRule rule, AccountFacts account, UsageHistory history, CohortThresholds cohorts) {
        int days = rule.number("days");
        int percentile = rule.number("percentile");
        String cohort = cohortOf(account).orElse(null);
        return DailyPattern.of(
                cohort == null ? days - 1 : firstCompared(days, percentile, cohort, history, cohorts),
                day -> threshold(rule, cohort, history, cohorts, day)
                        .map(threshold -> {
                            long events = history.everybody().events(day - days + 1, day);
                            return Math.min(
                                    events / Math.max(1, threshold.events()),
                                    (double) events / rule.number("leastEvents"));
                        })
                        .orElse(0.0),
                day -> {
                    CohortThresholds.Threshold threshold =
                            threshold(rule, cohort, history, cohorts, day).orElseThrow();
                    Map<String, Object> evidence = DailyPattern.period(history, day - days + 1, day);
                    evidence.put("events", history.everybody().events(day - days + 1, day));
                    evidence.put("days", days);
                    evidence.put("cohort", cohort);
                    evidence.put("percentile", percentile);
                    evidence.put("threshold", Math.round(threshold.events()));
                    evidence.put("accounts", threshold.accounts());
                    return evidence;
                });
    }

    /** From when on it is known what others do: nobody is below what nobody has worked out yet. */
    private static int firstCompared(
            int days, int percentile, String cohort, UsageHistory history, CohortThresholds cohorts) {
        return IntStream.rangeClosed(days - 1, Math.max(days - 1, history.today()))
                .filter(day ->
                        cohorts.of(cohort, days, percentile, history.date(day)).isPresent())
                .findFirst()
                .orElse(DailyPattern.NOT_YET);
    }

    /** Accounts are compared with those of the same band of company size. */
    static Optional<String> cohortOf(AccountFacts account) {
        return Answer.to("companySize", account).map(Answer::value);
    }

    private static Optional<CohortThresholds.Threshold> threshold(
            SignalRule rule, String cohort, UsageHistory history, CohortThresholds cohorts, int day) {
        return cohort == null
                ? Optional.empty()
                : cohorts.of(cohort, rule.number("days"), rule.number("percentile"), history.date(day))
                        .filter(threshold -> threshold.accounts() >= rule.number("leastAccounts"));
    }

    /** Level: active days in the window / active days asked for. */
    static DailyPattern repeated(SignalRule rule, UsageHistory history) {
        int days = rule.number("days");
        return DailyPattern.of(
                days - 1,
                day -> (double) history.everybody().activeDays(day - days + 1, day) / rule.number("activeDays"),
                day -> {
                    Map<String, Object> evidence = DailyPattern.period(history, day - days + 1, day);
                    evidence.put("activeDays", history.everybody().activeDays(day - days + 1, day));
                    evidence.put("days", days);
                    return evidence;
                });
    }

    /** Level: (1 − events in the window / median of the windows before) / the share asked for. */
    static DailyPattern decline(SignalRule rule, UsageHistory history) {
        int days = rule.number("days");
        int windows = rule.number("windows");
        return DailyPattern.of(
                days * (windows + 1),
                day -> {
                    double usual = history.usual(days, windows, day - days - 1);
                    return usual < rule.number("leastEvents")
                            ? 0
                            : (1 - history.everybody().events(day - days, day - 1) / usual) / rule.percent("percent");
                },
                day -> {
                    double usual = history.usual(days, windows, day - days - 1);
                    long events = history.everybody().events(day - days, day - 1);
                    Map<String, Object> evidence = DailyPattern.period(history, day - days, day - 1);
                    evidence.put("events", events);
                    evidence.put("days", days);
                    evidence.put("usual", Math.round(usual));
                    evidence.put("percent", Math.round(100 * (1 - events / usual)));
                    return evidence;
                });
    }

    /** Level: 1 if nobody did anything in the window though they were active before it, else 0. Lasts until somebody does. */
    static DailyPattern churnRisk(SignalRule rule, UsageHistory history) {
        int days = rule.number("days");
        int before = rule.number("beforeDays");
        IntPredicate silent = day -> history.everybody().events(day - days, day - 1) == 0;
        return new DailyPattern() {
            @Override
            public int firstDay() {
                return days + before;
            }

            @Override
            public double on(int day) {
                return silent.test(day) && activeBefore(day) >= rule.number("activeDays") ? 1 : 0;
            }

            @Override
            public Optional<IntPredicate> until(Supplier<Map<String, Object>> fired) {
                return Optional.of(silent);
            }

            @Override
            public Map<String, Object> evidence(int day) {
                Map<String, Object> evidence = DailyPattern.period(history, day - days, day - 1);
                evidence.put("days", days);
                evidence.put("activeDays", activeBefore(day));
                evidence.put("beforeDays", before);
                evidence.put(
                        "lastActive",
                        history.date(history.everybody().lastActive(day - 1)).toString());
                return evidence;
            }

            private int activeBefore(int day) {
                return history.everybody().activeDays(day - days - before, day - days - 1);
            }
        };
    }
}
