package io.tandem.scoring.score;

import io.tandem.scoring.signals.SignalService;

/**
 * What came of scoring an account.
 *
 * @param look what came of looking at its signals, or null if they were not looked at
 * @param told whether the others are told of it
 * @param listed whether the list of accounts is brought up to it
 */
record Outcome(Account before, ScoredAccount result, SignalService.Look look, boolean told, boolean listed) {}
