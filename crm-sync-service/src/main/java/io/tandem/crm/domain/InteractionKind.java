package io.tandem.crm.domain;

/** How people met. */
public enum InteractionKind {
    MEETING,
    CALL,
    EMAIL,
    NOTE;

    public EntryKind onTimeline() {
        return EntryKind.valueOf(name());
    }
}
