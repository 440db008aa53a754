package io.tandem.crm.sync;

/** How far the newest version of a record is in a connection. */
public enum SyncState {
    /** Waits to be sent, maybe again. */
    PENDING,
    /** The CRM has it. */
    SENT,
    /** The CRM refused it; waits for a change, or for a person to try again. */
    FAILED,
    /** Was deleted in the CRM, and is not made again unless a person says so. */
    GONE,
    /** Was merged in the CRM into one that another record of ours is kept the same with. */
    MERGED,
    /** Began in the CRM, and what it had was taken in. Stands in the ledger alone. */
    TAKEN
}
