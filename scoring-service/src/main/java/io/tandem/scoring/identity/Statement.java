package io.tandem.scoring.identity;

import io.tandem.scoring.domain.IdentityFact;

/**
 * What a call or signup said.
 *
 * @param person the key of whom the call or signup was about, by email if it had one
 */
record Statement(IdentityFact fact, String person) {}
