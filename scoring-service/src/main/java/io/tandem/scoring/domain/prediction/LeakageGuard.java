package io.tandem.scoring.domain.prediction;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * Finds fields that would make a model look better than it can be: those that nobody knows when an account is scored, and
 * those that know the outcome (Kaufman, Rosset, Perlich, Stitelman, <i>Leakage in data mining</i>, TKDD 2012).
 */
public final class LeakageGuard {
    /** A single field that ranks as well as this is taken to have been filled in after the outcome. */
    public static final double TOO_GOOD = 0.98;

    private static final int LEAST_ROWS = 30;

    private LeakageGuard() {}

    /** Why a field was left out. */
    public enum Cause {
        /** Some row says that it was known only after the moment it is to predict from. */
        KNOWN_LATER,
        /** No account that is scored has it. */
        NOT_KNOWN_WHEN_SCORING,
        /** By itself it predicts too well. */
        TOO_GOOD
    }

    /**
     * A field that is suspicious.
     *
     * @param auc of the field alone, for {@link Cause#TOO_GOOD}
     * @param used whether an admin had it used all the same
     */
    public record Flag(String field, Cause cause, Double auc, boolean used, String reason) {}

    /**
     * What to learn from.
     *
     * @param fields to be used, in order
     */
    public record Finding(SortedSet<String> fields, List<Flag> flags) {}

    /**
     * @param rows all there are: whichever says that a field was known later, also among the newest, is believed
     * @param older those that may be learnt from, by which it is judged whether a field predicts too well
     * @param known fields that accounts have when they are scored
     * @param allowed fields that an admin wants used though they predict too well; the other causes cannot be waived
     */
    public static Finding examine(
            List<TrainingRow> rows, List<TrainingRow> older, Set<String> known, Set<String> allowed) {
        SortedSet<String> fields = new TreeSet<>();
        rows.forEach(row -> fields.addAll(row.facts().keySet()));
        List<Flag> flags = new ArrayList<>();
        for (String field : List.copyOf(fields)) {
            long late = rows.stream().filter(row -> row.late().contains(field)).count();
            double auc = auc(older, field);
            if (late > 0) {
                flags.add(new Flag(
                        field,
                        Cause.KNOWN_LATER,
                        null,
                        false,
                        "known only after the moment it is to predict from, in " + late + " of " + rows.size()
                                + " rows"));
            } else if (!known.contains(field)) {
                flags.add(new Flag(
                        field,
                        Cause.NOT_KNOWN_WHEN_SCORING,
                        null,
                        false,
                        "no account has this field when it is scored"));
            } else if (auc >= TOO_GOOD) {
                boolean used = allowed.contains(field);
                flags.add(new Flag(
                        field,
                        Cause.TOO_GOOD,
                        auc,
                        used,
                        String.format(
                                Locale.ROOT,
                                "predicts too well by itself (area under the curve %.3f), as if filled in afterwards%s",
                                auc,
                                used ? "; used because an admin allowed it" : "")));
                if (used) {
                    continue;
                }
            } else {
                continue;
            }
            fields.remove(field);
        }
        return new Finding(fields, flags);
    }

    /** How well the field ranks by itself, in whichever direction: by its number, its word, and whether it is there. */
    private static double auc(List<TrainingRow> rows, String field) {
        List<TrainingRow> with =
                rows.stream().filter(row -> row.facts().get(field) != null).toList();
        if (with.size() < LEAST_ROWS) {
            return 0.5;
        }
        Map<Object, int[]> words = new HashMap<>();
        with.forEach(row -> {
            int[] counts = words.computeIfAbsent(row.facts().get(field), any -> new int[2]);
            counts[0]++;
            counts[1] += row.happened() ? 1 : 0;
        });
        return Math.max(auc(rows, row -> row.facts().get(field) == null ? 0 : 1), auc(with, row -> {
            Object value = row.facts().get(field);
            if (value instanceof Number number) {
                return number.doubleValue();
            }
            // The share of events is known too well of a word that is nearly as rare as the row.
            int[] counts = words.get(value);
            return counts[0] < LEAST_ROWS ? 0 : (double) counts[1] / counts[0];
        }));
    }

    private static double auc(List<TrainingRow> rows, ToDoubleFunction<TrainingRow> score) {
        boolean[] happened = new boolean[rows.size()];
        for (int i = 0; i < happened.length; i++) {
            happened[i] = rows.get(i).happened();
        }
        double auc = Metrics.auc(rows.stream().mapToDouble(score).toArray(), happened);
        return Double.isNaN(auc) ? 0.5 : Math.max(auc, 1 - auc);
    }
}
