package io.tandem.scoring.domain;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * When an allowance will be used up, by the trend of what the product reports: the line through the last report of each
 * whole day after Theil (1950) and Sen (1968), that is the median of the slopes between every two reports and the median
 * of what is left, which a few wild reports do not bend. Level: days asked for / days until the line meets the
 * allowance; the metric that is nearest counts, of the 50 with the most reports.
 *
 * <p>Sen: <i>Estimates of the regression coefficient based on Kendall's tau</i>, JASA 63 (1968).
 */
final class LimitPattern implements DailyPattern {
    private static final String METHOD = "Theil-Sen line through the last report of each day";
    private static final double MOST = 10;
    /** Reports that stopped say nothing of the days to come. */
    private static final int MOST_DAYS_OLD = 7;
    /** Whoever names each report otherwise does not make an account's look take minutes. */
    private static final int MOST_METRICS = 50;

    private final SignalRule rule;
    private final UsageHistory history;
    private final Map<String, List<Report>> reports;

    LimitPattern(SignalRule rule, UsageHistory history) {
        this.rule = rule;
        this.history = history;
        reports = history.watched(rule.watch(0)).stream()
                .collect(Collectors.groupingBy(
                        one -> one.thing() + "/" + one.day(),
                        TreeMap::new,
                        Collectors.maxBy(Comparator.comparing(UsageHistory.WatchedDay::lastAt)
                                .thenComparing(UsageHistory.WatchedDay::who))))
                .values()
                .stream()
                .flatMap(Optional::stream)
                .map(Report::of)
                .flatMap(Optional::stream)
                .sorted(Comparator.comparingInt(Report::day))
                .collect(Collectors.groupingBy(Report::metric, TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .sorted(Comparator.comparingInt(metric -> -metric.getValue().size()))
                .limit(MOST_METRICS)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private record Report(String metric, int day, double used, double allowed) {
        static Optional<Report> of(UsageHistory.WatchedDay last) {
            return number(last.lastDetail().get("used"))
                    .flatMap(used -> number(last.lastDetail().get("allowed"))
                            .filter(allowed -> allowed > 0)
                            .map(allowed -> new Report(last.thing(), last.day(), used, allowed)));
        }

        private static Optional<Double> number(Object value) {
            return value instanceof Number number && Double.isFinite(number.doubleValue())
                    ? Optional.of(number.doubleValue())
                    : Optional.empty();
        }
    }

    private record Forecast(String metric, List<Report> reports, double perDay, double daysLeft, double level) {
        Report last() {
            return reports.get(reports.size() - 1);
        }
    }

    @Override
    public int firstDay() {
        return rule.number("historyDays");
    }

    @Override
    public double on(int day) {
        return nearest(day).map(Forecast::level).orElse(0.0);
    }

    @Override
    public Map<String, Object> evidence(int day) {
        Forecast forecast = nearest(day).orElseThrow();
        Report last = forecast.last();
        Map<String, Object> evidence =
                DailyPattern.period(history, forecast.reports().get(0).day(), last.day());
        evidence.put("events", EventPatterns.names(rule));
        evidence.put("metric", forecast.metric());
        evidence.put("used", plain(last.used()));
        evidence.put("allowed", plain(last.allowed()));
        evidence.put("percent", Math.round(100 * last.used() / last.allowed()));
        evidence.put("perDay", plain(Math.round(forecast.perDay() * 100) / 100.0));
        evidence.put(
                "forecast",
                history.date(day)
                        .plus((long) Math.ceil(Math.max(0, forecast.daysLeft())), ChronoUnit.DAYS)
                        .toString());
        evidence.put("reports", forecast.reports().size());
        evidence.put("method", METHOD);
        return evidence;
    }

    private static Number plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? (Number) (long) value : (Number) value;
    }

    private Optional<Forecast> nearest(int day) {
        return reports.entrySet().stream()
                .map(entry -> forecast(entry.getKey(), entry.getValue(), day))
                .flatMap(Optional::stream)
                .max(Comparator.comparingDouble(Forecast::level)
                        .thenComparing(Forecast::metric, Comparator.reverseOrder()));
    }

    private Optional<Forecast> forecast(String metric, List<Report> all, int day) {
        List<Report> recent = all.stream()
                .filter(report -> report.day() < day && report.day() >= day - rule.number("historyDays"))
                .toList();
        if (recent.size() < rule.number("leastReports")
                || recent.get(recent.size() - 1).day() < day - MOST_DAYS_OLD) {
            return Optional.empty();
        }
        List<Double> slopes = new ArrayList<>();
        for (int i = 0; i < recent.size(); i++) {
            for (int j = i + 1; j < recent.size(); j++) {
                slopes.add((recent.get(j).used() - recent.get(i).used())
                        / (recent.get(j).day() - recent.get(i).day()));
            }
        }
        double slope = UsageHistory.median(array(slopes));
        double start = UsageHistory.median(array(recent.stream()
                .map(report -> report.used() - slope * report.day())
                .toList()));
        double allowed = recent.get(recent.size() - 1).allowed();
        double left = slope > 0
                ? (allowed - start) / slope - day
                : start + slope * day >= allowed ? 0 : Double.POSITIVE_INFINITY;
        double level = left <= rule.number("withinDays") / MOST ? MOST : rule.number("withinDays") / left;
        return Optional.of(new Forecast(metric, recent, slope, left, level));
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
