/** Scores accounts and tells the others when that changes something. */
package io.tandem.scoring.score;
