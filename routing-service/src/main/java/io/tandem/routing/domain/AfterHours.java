package io.tandem.routing.domain;

/** What becomes of work that comes while nobody of a pool works. */
public enum AfterHours {
    /** It waits until somebody works. */
    QUEUE,
    /** It goes to whoever works next, at once: it has an owner, who finds it in the morning. */
    ASSIGN_NEXT
}
