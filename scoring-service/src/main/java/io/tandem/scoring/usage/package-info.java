/** Counts tracked events once each and adds them to what their users did. */
package io.tandem.scoring.usage;
