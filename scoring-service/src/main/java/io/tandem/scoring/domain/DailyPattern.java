package io.tandem.scoring.domain;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/** A pattern that is told day by day from what was done in the days before. */
interface DailyPattern extends Hysteresis.Level {
    /** The first day of a pattern of which nothing can be told yet. */
    int NOT_YET = Integer.MAX_VALUE;

    /** The first day of which enough is kept to tell. */
    int firstDay();

    /** Numbers, names and period that show the pattern on a day on which its level is not low. */
    Map<String, Object> evidence(int day);

    /**
     * On which days it goes on once it began, if that is not for the level to say; it shows nothing new meanwhile.
     *
     * @param fired what showed that it began
     */
    default Optional<IntPredicate> until(Supplier<Map<String, Object>> fired) {
        return Optional.empty();
    }

    /** Evidence begins with its period, both days included. */
    static Map<String, Object> period(UsageHistory history, int from, int to) {
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("from", history.date(Math.max(0, from)).toString());
        evidence.put("to", history.date(to).toString());
        return evidence;
    }

    /** Nothing for kinds that have an exact moment. */
    static Optional<DailyPattern> of(
            SignalRule rule, AccountFacts account, UsageHistory history, CohortThresholds cohorts) {
        return Optional.ofNullable(
                switch (rule.kind()) {
                    case HEAVY_USAGE -> UsagePatterns.heavy(rule, history);
                    case USAGE_SURGE -> UsagePatterns.surge(rule, account, history);
                    case ABOVE_COHORT -> UsagePatterns.aboveCohort(rule, account, history, cohorts);
                    case REPEATED_ENGAGEMENT -> UsagePatterns.repeated(rule, history);
                    case USAGE_DECLINE -> UsagePatterns.decline(rule, history);
                    case CHURN_RISK -> UsagePatterns.churnRisk(rule, history);
                    case LIMIT_APPROACHING -> new LimitPattern(rule, history);
                    case TEAMMATES_JOINED -> PeoplePatterns.joined(rule, history);
                    case SEATS_GROWN -> PeoplePatterns.seats(rule, history);
                    case DEPARTMENTS -> PeoplePatterns.departments(rule, history);
                    case TEAMS -> PeoplePatterns.teams(rule, history);
                    case COMPANY_STANDARDISED -> PeoplePatterns.company(rule, account, history);
                    case DEPARTMENT_STANDARDISED -> PeoplePatterns.department(rule, history);
                    case CHAMPION -> new ChampionPattern(rule, account, history.watchedOfUsers(), 0);
                    case CHAMPION_QUIET ->
                        new ChampionPattern(rule, account, history.watchedOfUsers(), rule.number("quietDays"));
                    case SEVERAL_USERS, EVENT, STEP_STUCK, ACTIVATION -> null;
                });
    }

    /** A pattern of two functions. */
    static DailyPattern of(int firstDay, Hysteresis.Level level, IntFunction<Map<String, Object>> evidence) {
        return new DailyPattern() {
            @Override
            public int firstDay() {
                return firstDay;
            }

            @Override
            public double on(int day) {
                return level.on(day);
            }

            @Override
            public Map<String, Object> evidence(int day) {
                return evidence.apply(day);
            }
        };
    }
}
