package io.tandem.signup.domain;

/** Why two accounts may be one company; the earlier goes before the later. */
public enum MatchKind {
    /** The same name, or a name that is the other's domain. */
    SAME_NAME,
    /** A domain one slip away from a known account's or a mail provider's. */
    TYPO,
    /** A name that is nearly the same, in one country or with a like domain. */
    CLOSE_NAME
}
