package io.tandem.scoring.domain;

/** What can be stated of a user, an anonymous id or a group. The latest statement holds, of {@link #SAME_AS} the first. */
public enum FactKind {
    EMAIL,
    NAME,
    ROLE,
    /** The plan that they, or the group that the call named, had. */
    PLAN,
    /** The part of the company that somebody works in. */
    DEPARTMENT,
    /** The user belongs to the group with this key. */
    GROUP,
    /** The group's registrable domain. */
    DOMAIN,
    /** This id turned out to be the user with that key. */
    SAME_AS
}
