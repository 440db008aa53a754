package io.tandem.routing.rep;

/** What a rep is. A pool may take reps of one role only. */
public enum Role {
    /** Sales development representative. */
    SDR,
    /** Account executive. */
    AE,
    CUSTOMER_SUCCESS,
    PARTNER_MANAGER
}
