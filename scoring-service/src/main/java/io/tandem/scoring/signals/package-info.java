/** Counts what signals look for, finds their episodes and keeps the record of them, told or silenced. */
package io.tandem.scoring.signals;
