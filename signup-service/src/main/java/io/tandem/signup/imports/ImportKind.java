package io.tandem.signup.imports;

/** What the rows of a file are. */
enum ImportKind {
    SIGNUPS,
    ACCOUNTS
}
