package io.tandem.scoring.intake;

/** The limits that Segment publishes, which its SDKs keep to. */
final class Limits {
    static final int EVENT_BYTES = 32 * 1024;
    static final int BATCH_BYTES = 500 * 1024;
    static final int BATCH_EVENTS = 2_500;

    /** The context beside a batch is copied into each of its events: what all the copies may take. */
    static final int SHARED_CONTEXT_BYTES = 8 * BATCH_BYTES;

    /** Ids and names become keys of indexes. */
    static final int NAME_CHARACTERS = 255;

    static final int NESTING = 100;
    static final int DIGITS = 1_000;

    private Limits() {}
}
