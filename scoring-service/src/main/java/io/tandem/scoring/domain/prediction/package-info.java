/** Prediction as pure functions: splits, encodings, measures and verdicts over rows, with time and seed passed in. */
package io.tandem.scoring.domain.prediction;
