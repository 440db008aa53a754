package io.tandem.scoring.domain;

import java.util.ArrayList;
import java.util.List;

/**
 * Turns the level of a pattern into episodes that do not flap: an episode begins on the first day with a level of 1 and
 * is over once the level has been below a lower one for some whole days in a row.
 */
final class Hysteresis {
    private Hysteresis() {}

    /** How close a pattern is to complete on a day: 1 or more is complete. */
    @FunctionalInterface
    interface Level {
        double on(int day);
    }

    /**
     * Days of an episode.
     *
     * @param last the last day on which the level was not low
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
     * @param leave below this the level is low
     * @param calmDays low days in a row that end an episode
     */
    static List<Span> spans(Level level, int first, int today, double leave, int calmDays) {
        List<Span> spans = new ArrayList<>();
        int from = -1;
        int last = -1;
        int low = 0;
        for (int day = Math.max(0, first); day <= today; day++) {
            double now = level.on(day);
            if (from < 0) {
                if (now >= 1) {
                    from = day;
                    last = day;
                    low = 0;
                }
            } else if (now >= leave) {
                last = day;
                low = 0;
            } else if (day < today && ++low == calmDays) {
                spans.add(new Span(from, last, day + 1));
                from = -1;
            }
        }
        if (from >= 0) {
            spans.add(new Span(from, last, -1));
        }
        return spans;
    }
}
