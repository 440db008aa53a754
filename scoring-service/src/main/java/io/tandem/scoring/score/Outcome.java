package io.tandem.scoring.score;

/**
 * What came of scoring an account.
 *
 * @param told whether the others are told of it
 * @param listed whether the list of accounts is brought up to it
 */
record Outcome(Account before, ScoredAccount result, boolean told, boolean listed) {}
