package io.tandem.crm.domain;

/** What a timeline entry tells of. */
public enum EntryKind {
    SCORE,
    SIGNAL,
    ACTIVATION,
    DECISION,
    HANDOFF,
    OWNER,
    OPPORTUNITY,
    STAKEHOLDER,
    ENGAGEMENT,
    PROPOSAL,
    SATISFACTION,
    MEETING,
    CALL,
    EMAIL,
    NOTE
}
