package io.tandem.scoring.models;

/** Where a version of the scoring model is in its life. */
enum ScoringModelStatus {
    DRAFT,
    /** To be published as soon as what it newly counts is counted from the calls kept. */
    PREPARING,
    PUBLISHED,
    RETIRED
}
