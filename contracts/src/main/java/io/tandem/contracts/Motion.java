package io.tandem.contracts;

/** How an account is served. Self-serve stays open in every motion: a human is added, the product is never taken away. */
public enum Motion {
    SELF_SERVE,
    SALES_ASSIST,
    SALES_LED,
    PARTNER,
    NURTURE;

    /** Whether a named person takes care of the account. */
    public boolean hasHuman() {
        return this == SALES_ASSIST || this == SALES_LED || this == PARTNER;
    }
}
