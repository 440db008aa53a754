package io.tandem.scoring.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/**
 * Turns the level of a pattern into episodes that do not flap: an episode begins on the first day with a level of 1 and
 * is over once the level has been below a lower one for some whole days in a row.
 */
final class Hysteresis {
    private Hysteresis() {}

    /** Before the first day of which the level is known. */
    static final int BEFORE = -1;

    /** How close a pattern is to complete on a day: 1 or more is complete. */
    @FunctionalInterface
    interface Level {
        double on(int day);
    }

    /**
     * Days of an episode.
     *
     * @param from the day on which it began, or {@link #BEFORE}
     * @param last the last day on which the level was not low, or {@link #BEFORE}
     * @param over the first day on which it is over, or -1 while it goes on
     */
    record Span(int from, int last, int over) {
        boolean goesOn() {
            return over < 0;
        }
    }

    /**
     * @param first the first day of which the level is known
     * @param today is not over, so it may begin an episode but never ends one
     * @param goesOn by the day on which an episode began, on which days it is not low
     * @param calmDays low days in a row that end an episode
     * @param begun whether an episode goes on that began before the first day
     */
    static List<Span> spans(
            Level level, IntFunction<IntPredicate> goesOn, int first, int today, int calmDays, boolean begun) {
        List<Span> spans = new ArrayList<>();
        IntPredicate lasts = begun ? goesOn.apply(BEFORE) : null;
        int from = BEFORE;
        int last = BEFORE;
        int low = 0;
        for (int day = Math.max(0, first); day <= today; day++) {
            if (lasts == null) {
                if (level.on(day) >= 1) {
                    lasts = goesOn.apply(day);
                    from = day;
                    last = day;
                    low = 0;
                }
            } else if (lasts.test(day)) {
                last = day;
                low = 0;
            } else if (day < today && ++low == calmDays) {
                spans.add(new Span(from, last, day + 1));
                lasts = null;
            }
        }
        if (lasts != null) {
            spans.add(new Span(from, last, -1));
        }
        return spans;
    }
}
