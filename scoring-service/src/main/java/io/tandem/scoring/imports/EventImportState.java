package io.tandem.scoring.imports;

/** How an import stands. */
enum EventImportState {
    QUEUED,
    RUNNING,
    PAUSED,
    DONE,
    CANCELLED;

    boolean isOver() {
        return this == DONE || this == CANCELLED;
    }
}
