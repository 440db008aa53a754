/** Scoring models as data: what may stand in them, which one is in force, and how they are changed. */
package io.tandem.scoring.models;
