/** What a version of the scoring model would do to real accounts, without doing it. */
package io.tandem.scoring.preview;
