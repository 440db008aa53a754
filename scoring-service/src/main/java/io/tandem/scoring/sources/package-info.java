/** Who may send: the sources and the hashes of their write keys, as the signup service announces them. */
package io.tandem.scoring.sources;
