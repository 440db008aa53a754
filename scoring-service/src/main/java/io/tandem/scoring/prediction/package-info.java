/** Learns from what became of past accounts how likely others are to convert or to cancel. */
package io.tandem.scoring.prediction;
