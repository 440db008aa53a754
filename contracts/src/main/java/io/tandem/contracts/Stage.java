package io.tandem.contracts;

/** How far use of the product qualifies an account (PQA) or a person (PQL), from the least to the most. */
public enum Stage {
    /** Not qualified. */
    NONE,
    /** Worth being kept warm, not yet a salesperson's time. */
    NURTURE,
    /** Worth a salesperson's time. */
    SALES
}
