package io.tandem.scoring.domain.prediction;

import java.util.Arrays;
import java.util.List;

/**
 * From which probability on accounts should be worked so that the team has enough to do, and not more.
 *
 * @param probability accounts with this or more are above the cut; above 1 if none may be
 * @param accountsPerWeek how many of those that arrived of late were above it, on average
 * @param eventsPerWeek how many of those are expected to convert, or to cancel: the sum of their probabilities
 * @param arrivalsPerWeek how many arrived in all, on average
 * @param eventsMissedPerWeek how many of those below the cut are expected to
 * @param capacityPerWeek as asked for
 * @param weeks how many above the cut arrived in each week, the latest first
 * @param weeksOverCapacity in how many of them it was more than the team can take
 */
public record CutOff(
        double probability,
        double accountsPerWeek,
        double eventsPerWeek,
        double arrivalsPerWeek,
        double eventsMissedPerWeek,
        double capacityPerWeek,
        List<Integer> weeks,
        int weeksOverCapacity) {

    /** No probability reaches this. */
    private static final double NOBODY = Math.nextUp(1.0);

    /**
     * An account that arrived of late.
     *
     * @param weeksAgo in which week, 0 being the latest
     */
    public record Arrived(int weeksAgo, double probability) {}

    /**
     * The lowest cut that does not overfill the capacity on average. Accounts of equal probability are taken together or
     * not at all.
     *
     * @param weeks how many weeks the arrivals span
     */
    public static CutOff of(List<Arrived> arrivals, int weeks, double capacityPerWeek) {
        double[] descending = arrivals.stream()
                .mapToDouble(arrived -> -arrived.probability())
                .sorted()
                .map(probability -> -probability)
                .toArray();
        int most = (int) Math.floor(capacityPerWeek * weeks);
        int taken = Math.min(most, descending.length);
        while (taken > 0 && taken < descending.length && descending[taken] == descending[taken - 1]) {
            taken--;
        }
        double cut = taken == 0 ? NOBODY : descending[taken - 1];
        int[] byWeek = new int[weeks];
        double above = 0;
        double below = 0;
        for (Arrived arrived : arrivals) {
            if (arrived.probability() >= cut) {
                byWeek[arrived.weeksAgo()]++;
                above += arrived.probability();
            } else {
                below += arrived.probability();
            }
        }
        List<Integer> counts = Arrays.stream(byWeek).boxed().toList();
        return new CutOff(
                cut,
                (double) taken / weeks,
                above / weeks,
                (double) arrivals.size() / weeks,
                below / weeks,
                capacityPerWeek,
                counts,
                (int) counts.stream().filter(count -> count > capacityPerWeek).count());
    }
}
