/** Decisions of scoring as pure functions: time and facts are passed in, nothing is read or written. */
package io.tandem.scoring.domain;
