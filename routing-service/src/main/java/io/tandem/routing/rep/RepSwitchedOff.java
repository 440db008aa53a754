package io.tandem.routing.rep;

import java.util.UUID;

/** A rep receives nothing any more and has nothing to keep. Fired inside the transaction, under the pools' lock. */
public record RepSwitchedOff(UUID repId) {}
