package io.tandem.scoring.domain;

import io.tandem.contracts.Stage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The course of a score at even steps. */
public final class ScoreSeries {
    private ScoreSeries() {}

    /**
     * A score at some time.
     *
     * @param at when it was told, or when the step begins
     */
    public record Point(
            Instant at, BigDecimal total, BigDecimal fit, BigDecimal engagement, String grade, Stage stage) {
        Point at(Instant time) {
            return new Point(time, total, fit, engagement, grade, stage);
        }
    }

    /**
     * At each step the score that was told last within it or before; none before the first.
     *
     * @param told in order of time, with the last one before {@code from} if there is one
     */
    public static List<Point> every(Duration step, Instant from, Instant to, List<Point> told) {
        List<Point> series = new ArrayList<>();
        Point last = null;
        int next = 0;
        for (Instant at = from; at.isBefore(to); at = at.plus(step)) {
            Instant end = at.plus(step);
            while (next < told.size() && told.get(next).at().isBefore(end)) {
                last = told.get(next++);
            }
            if (last != null) {
                series.add(last.at(at));
            }
        }
        return series;
    }
}
