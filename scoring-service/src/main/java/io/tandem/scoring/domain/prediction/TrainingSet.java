package io.tandem.scoring.domain.prediction;

import java.util.List;

/**
 * The rows that a model is made from, and how many it might have been made from had there been room.
 *
 * @param rowsKnown how many there were
 * @param eventsKnown of how many accounts it was known that they converted or cancelled
 */
public record TrainingSet(List<TrainingRow> rows, int rowsKnown, int eventsKnown) {
    /** Of which nothing was left out. */
    public static TrainingSet of(List<TrainingRow> rows) {
        return new TrainingSet(rows, rows.size(), events(rows));
    }

    /** How many accounts converted or cancelled by these rows. */
    int events() {
        return events(rows);
    }

    private static int events(List<TrainingRow> rows) {
        return (int) rows.stream()
                .filter(TrainingRow::happened)
                .map(TrainingRow::account)
                .distinct()
                .count();
    }
}
