package io.tandem.scoring.domain.prediction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TimeSplitTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void nothingInTheOlderPartBecameKnownAfterTheSplit() {
        List<TrainingRow> rows = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            rows.add(row(i, i, i + 30));
        }
        Collections.shuffle(rows, new Random(1));

        TimeSplit split = TimeSplit.of(rows, 0.3).orElseThrow();

        assertEquals(START.plus(Duration.ofDays(100)), split.at());
        assertEquals(70, split.older().size());
        assertEquals(30, split.newer().size());
        assertEquals(0, split.leftOut());
        assertTrue(split.older().stream().allMatch(row -> row.knownAt().isBefore(split.at())));
        assertTrue(split.newer().stream().noneMatch(row -> row.knownAt().isBefore(split.at())));
    }

    @Test
    void rowsThatSpanTheSplitAreInNeitherPartIfAccountsRepeat() {
        List<TrainingRow> rows = new ArrayList<>();
        for (int week = 0; week < 50; week++) {
            for (int account = 0; account < 4; account++) {
                rows.add(row(account, week * 7, week * 7 + 30));
            }
        }

        TimeSplit split = TimeSplit.of(rows, 0.3).orElseThrow();

        assertTrue(split.older().stream().allMatch(row -> row.knownAt().isBefore(split.at())));
        assertTrue(split.newer().stream().noneMatch(row -> row.asOf().isBefore(split.at())));
        assertEquals(rows.size(), split.older().size() + split.newer().size() + split.leftOut());
        assertTrue(split.leftOut() > 0);
        assertEquals(0.3, (double) split.newer().size() / (rows.size() - split.leftOut()), 0.05);
    }

    @Test
    void rowsOfOneMomentAreNotTornApart() {
        assertTrue(TimeSplit.of(List.of(row(1, 0, 5), row(2, 1, 5), row(3, 2, 5)), 0.3)
                .isEmpty());
        TimeSplit split = TimeSplit.of(List.of(row(1, 0, 5), row(2, 0, 9), row(3, 0, 9), row(4, 0, 9)), 0.25)
                .orElseThrow();
        assertEquals(1, split.older().size());
        assertTrue(TimeSplit.of(List.of(), 0.3).isEmpty());
    }

    private static TrainingRow row(int account, int asOfDay, int knownDay) {
        return new TrainingRow(
                account,
                START.plus(Duration.ofDays(asOfDay)),
                START.plus(Duration.ofDays(knownDay)),
                false,
                null,
                Map.of(),
                Set.of());
    }
}
