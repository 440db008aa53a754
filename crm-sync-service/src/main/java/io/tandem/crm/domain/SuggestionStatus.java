package io.tandem.crm.domain;

/** What became of a suggestion. */
public enum SuggestionStatus {
    /** Waits for the owner. */
    OPEN,
    ACCEPTED,
    DISMISSED,
    /** Its reason is gone. */
    WITHDRAWN
}
