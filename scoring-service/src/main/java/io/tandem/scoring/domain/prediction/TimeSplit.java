package io.tandem.scoring.domain.prediction;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Older rows to learn from and newer ones to be tried on, never mixed. Nothing before the split knows an outcome that
 * came after it. If accounts have several rows, those whose time from facts to outcome spans the split are in neither
 * part, or the same event could be on both sides (purging: López de Prado, <i>Advances in Financial Machine
 * Learning</i>, 2018, chapter 7).
 *
 * @param at rows known before are older
 * @param leftOut how many rows are in neither part
 */
public record TimeSplit(Instant at, List<TrainingRow> older, List<TrainingRow> newer, int leftOut) {

    /**
     * Splits where the two parts come closest to their shares.
     *
     * @param newerShare wanted share of the newer part, between 0 and 1
     * @return nothing if no moment leaves rows on both sides
     */
    public static Optional<TimeSplit> of(List<TrainingRow> rows, double newerShare) {
        Function<TrainingRow, Instant> begin = repeatsAccounts(rows) ? TrainingRow::asOf : TrainingRow::knownAt;
        List<Instant> known = rows.stream().map(TrainingRow::knownAt).sorted().toList();
        List<Instant> begun = rows.stream().map(begin).sorted().toList();
        Instant best = null;
        double bestFilled = 0;
        int olderCount = 0;
        int newerFrom = 0;
        for (int i = 0; i < begun.size(); i++) {
            Instant at = begun.get(i);
            if (i > 0 && at.equals(begun.get(i - 1))) {
                continue;
            }
            newerFrom = i;
            while (olderCount < known.size() && known.get(olderCount).isBefore(at)) {
                olderCount++;
            }
            double filled = Math.min(olderCount / (1 - newerShare), (begun.size() - newerFrom) / newerShare);
            if (olderCount > 0 && filled > bestFilled) {
                best = at;
                bestFilled = filled;
            }
        }
        return Optional.ofNullable(best).map(at -> split(rows, begin, at));
    }

    private static TimeSplit split(List<TrainingRow> rows, Function<TrainingRow, Instant> begin, Instant at) {
        List<TrainingRow> older =
                rows.stream().filter(row -> row.knownAt().isBefore(at)).toList();
        List<TrainingRow> newer =
                rows.stream().filter(row -> !begin.apply(row).isBefore(at)).toList();
        return new TimeSplit(at, older, newer, rows.size() - older.size() - newer.size());
    }

    private static boolean repeatsAccounts(List<TrainingRow> rows) {
        Set<Integer> seen = new HashSet<>();
        return !rows.stream().allMatch(row -> seen.add(row.account()));
    }
}
