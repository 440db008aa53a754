package io.tandem.crm.domain;

/** Whose value of a field holds. */
public enum FieldPolicy {
    /** Ours; what is typed into the CRM is written over. */
    OURS,
    /** The CRM's, once there is one; ours is never written. */
    CRM,
    /** The CRM's; where it is blank, ours is written. */
    CRM_UNLESS_BLANK,
    /** The one that was changed last. */
    LATEST,
    /** Neither is written to the other side. */
    NEVER
}
