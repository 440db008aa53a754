package io.tandem.scoring.prediction;

/** Where a model version stands. */
enum ModelStatus {
    /** Waits to be trained. */
    QUEUED,
    /** Is being trained. */
    TRAINING,
    /** Could not be trained by a fault of the service. */
    FAILED,
    /** Was trained and must not be used; its report says why. */
    REFUSED,
    /** May be activated. */
    READY,
    /** Makes the predictions of its target. */
    ACTIVE
}
