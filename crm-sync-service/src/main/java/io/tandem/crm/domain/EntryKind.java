package io.tandem.crm.domain;

/** What a timeline entry tells of. */
public enum EntryKind {
    SCORE,
    SIGNAL,
    ACTIVATION,
    DECISION,
    HANDOFF,
    OWNER,
    MEETING,
    CALL,
    EMAIL,
    NOTE
}
