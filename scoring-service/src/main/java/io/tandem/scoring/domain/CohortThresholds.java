package io.tandem.scoring.domain;

import java.time.LocalDate;
import java.util.Optional;

/** What the accounts of a cohort do, as it was worked out day by day. */
@FunctionalInterface
public interface CohortThresholds {
    /** How much a share of a cohort's accounts do not exceed, among how many. */
    record Threshold(double events, int accounts) {}

    /**
     * @param cohort such as a size of company
     * @param days within how many days
     * @param day on which it was known; what was worked out last before then holds
     */
    Optional<Threshold> of(String cohort, int days, int percentile, LocalDate day);
}
