package io.tandem.crm.domain;

/** How far an open sale counts when sales are forecast. */
public enum ForecastCategory {
    /** Under way. */
    PIPELINE,
    /** Likely if all goes well. */
    BEST_CASE,
    /** Promised for the period of its close date. */
    COMMIT,
    /** Not counted. */
    OMITTED
}
