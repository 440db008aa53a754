package io.tandem.routing.handoff;

/** Where a handoff stands. */
enum HandoffStatus {
    /** Nobody is free: it waits for a rep. */
    QUEUED,
    /** It has an owner and waits to be accepted. */
    OPEN,
    /** Its owner did not take it in time, and nobody else could; the owner may still take it. */
    EXPIRED,
    /** Its owner took it and is to be in touch. */
    ACCEPTED,
    /** Its owner has been in touch. */
    WORKED,
    /** It ended: an opportunity or a customer came of it. */
    CONVERTED,
    /** It ended: not now, the account rests. */
    RECYCLED,
    /** It ended: everybody who could have taken it declined, and the account rests. */
    DECLINED;

    boolean isOpen() {
        return this != CONVERTED && this != RECYCLED && this != DECLINED;
    }
}
