package io.tandem.crm.domain;

/** The part somebody plays when the company decides whether to buy. */
public enum DecisionRole {
    /** Releases the money. */
    ECONOMIC_BUYER,
    /** Sells for us inside. */
    CHAMPION,
    TECHNICAL_EVALUATOR,
    LEGAL_PROCUREMENT,
    END_USER,
    /** Works against it. */
    BLOCKER
}
