package io.tandem.signup.identity;

/** What became of a suggestion. */
enum MatchStatus {
    OPEN,
    ACCEPTED,
    DISMISSED
}
