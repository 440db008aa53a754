package io.tandem.routing.policy;

/** Where a version of the policy is in its life. */
enum PolicyStatus {
    DRAFT,
    /** To be published at its time. */
    SCHEDULED,
    PUBLISHED,
    RETIRED
}
