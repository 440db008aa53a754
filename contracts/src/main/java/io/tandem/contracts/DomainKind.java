package io.tandem.contracts;

/** What a domain in an email address says about the company. */
public enum DomainKind {
    /** A company's own: everybody on it belongs to one account. */
    COMPANY,
    /** A public mail provider: each person is an account of their own. */
    FREE_MAIL,
    /** A throw-away mail provider: as free mail, and a form may refuse it. */
    DISPOSABLE,
    /** Shared by organisations that each have a name below it, like a public suffix of their own. */
    SUFFIX
}
