/** Takes in history: uploaded files of calls, and what the topic still has. */
package io.tandem.scoring.imports;
